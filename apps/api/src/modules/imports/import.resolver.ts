import { ImportRejection } from '@kessho/schema/entities/import-rejection';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import { CancelImportInput, StartImportInput } from '@kessho/schema/inputs/mutations';
import type { Page } from '@kessho/schema/results/connection';
import { ImportRejectionConnection, MaterialImportConnection } from '@kessho/schema/results/connections';
import { CancelImportPayload, StartImportPayload } from '@kessho/schema/results/payloads';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { wholeList } from '../../graphql/whole-list.js';
import { IMPORT_LIST, REJECTION_LIST } from './import.list.js';

@Resolver(() => MaterialImport)
export class ImportResolver {
  @Authorized('read')
  @Query(() => MaterialImport, { nullable: true, description: 'Ask again for its progress.' })
  materialImport(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<MaterialImport | null> {
    return loaders.entity(MaterialImport, idOf('MaterialImport', id));
  }

  @Authorized('read')
  @Query(() => MaterialImportConnection, { description: 'The latest first.' })
  materialImports(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<MaterialImport>> {
    return loaders.page(MaterialImport, wholeList(IMPORT_LIST, args));
  }

  @Authorized('admin')
  @Mutation(() => StartImportPayload, {
    description:
      'Queue an import, or go on with the equal one that has not come to its end. The server reads files or addresses on behalf of the caller.',
  })
  startImport(@Arg('input', () => StartImportInput) input: StartImportInput, @Ctx() { imports }: ApiContext): Promise<StartImportPayload> {
    return imports.start(input);
  }

  @Authorized('admin')
  @Mutation(() => CancelImportPayload, { description: 'What is stored stays; started again, the import goes on.' })
  cancelImport(@Arg('input', () => CancelImportInput) input: CancelImportInput, @Ctx() { imports }: ApiContext): Promise<CancelImportPayload> {
    return imports.cancel(input);
  }

  @FieldResolver(() => ImportRejectionConnection, { description: 'Records that were passed over, in the order of the source.' })
  rejections(
    @Root() { id }: MaterialImport,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<ImportRejection>> {
    return loaders.page(ImportRejection, wholeList(REJECTION_LIST, args, id));
  }
}
