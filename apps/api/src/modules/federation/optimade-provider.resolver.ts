import { AddOptimadeProviderInput, RemoveOptimadeProviderInput, SetOptimadeProviderInput } from '@kessho/schema/inputs/optimade';
import { OptimadeProviderPayload } from '@kessho/schema/results/optimade-payloads';
import { OptimadeProviderList } from '@kessho/schema/results/optimade-provider';
import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { PROVIDER_LIST_DATE } from '../../optimade-client/providers/provider-snapshot.generated.js';
import { shownProvider } from './optimade-provider.service.js';

@Resolver()
export class OptimadeProviderResolver {
  @Authorized('read')
  @Query(() => OptimadeProviderList, { description: 'The OPTIMADE providers that can be asked. Nobody is asked for this list.' })
  async optimadeProviders(@Ctx() { optimadeProviders }: ApiContext): Promise<OptimadeProviderList> {
    return { providers: (await optimadeProviders.list()).map(shownProvider), listDate: PROVIDER_LIST_DATE };
  }

  @Authorized('admin')
  @Mutation(() => OptimadeProviderPayload, {
    description: 'Turn a provider on or off. From one that is on the server fetches what searches ask for.',
  })
  setOptimadeProvider(
    @Arg('input', () => SetOptimadeProviderInput) input: SetOptimadeProviderInput,
    @Ctx() { optimadeProviders }: ApiContext,
  ): Promise<OptimadeProviderPayload> {
    return optimadeProviders.set(input);
  }

  @Authorized('admin')
  @Mutation(() => OptimadeProviderPayload, {
    description: 'Add a provider by its address; it is on then. The server reads that address on behalf of the caller.',
  })
  addOptimadeProvider(
    @Arg('input', () => AddOptimadeProviderInput) input: AddOptimadeProviderInput,
    @Ctx() { optimadeProviders }: ApiContext,
  ): Promise<OptimadeProviderPayload> {
    return optimadeProviders.add(input);
  }

  @Authorized('admin')
  @Mutation(() => OptimadeProviderPayload, { description: 'Remove a provider that was added.' })
  removeOptimadeProvider(
    @Arg('input', () => RemoveOptimadeProviderInput) input: RemoveOptimadeProviderInput,
    @Ctx() { optimadeProviders }: ApiContext,
  ): Promise<OptimadeProviderPayload> {
    return optimadeProviders.remove(input);
  }
}
