import { Field, ObjectType } from 'type-graphql';
import { OptimadeSearch } from '../entities/optimade-search.js';
import { OptimadeProvider } from './optimade-provider.js';
import { UserError } from './payloads.js';

@ObjectType('OptimadeProviderPayload', { simpleResolvers: true })
export class OptimadeProviderPayload {
  @Field(() => OptimadeProvider, { nullable: true, description: 'Null if there are user errors, and for a provider that was removed.' })
  provider!: OptimadeProvider | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('StartOptimadeSearchPayload', { simpleResolvers: true })
export class StartOptimadeSearchPayload {
  @Field(() => OptimadeSearch, { nullable: true, description: 'Null if and only if there are user errors. Ask again for its answers.' })
  search!: OptimadeSearch | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
