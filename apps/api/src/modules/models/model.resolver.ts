import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { StructureFilter } from '@kessho/schema/inputs/filters';
import { StructureOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import { RelaxedStructureConnection } from '@kessho/schema/results/connections';
import { ModelCard } from '@kessho/schema/results/model-card';
import { Arg, Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { ensureModel } from './ensure-models.js';
import { structureConditions, STRUCTURES_OF_MODEL } from '../structures/structure.list.js';

@Resolver(() => EnergyModel)
export class ModelResolver {
  @Authorized('read')
  @Query(() => [EnergyModel], { description: 'Every model that workers of this server have used, the newest first.' })
  models(@Ctx() { database }: ApiContext): Promise<EnergyModel[]> {
    return database.getRepository(EnergyModel).find({ order: { createdAt: 'DESC', id: 'ASC' } });
  }

  @Authorized('read')
  @Query(() => [EnergyModel], { description: 'Potentials installed beside the one that searches: each may judge the finalists of a prediction.' })
  async judges(@Ctx() { database, judges }: ApiContext): Promise<EnergyModel[]> {
    const models = [];
    for (const { manifest } of await judges.installed()) models.push(await ensureModel(database.manager, manifest.id));
    return Promise.all(models.map((id) => database.getRepository(EnergyModel).findOneByOrFail({ id })));
  }

  @FieldResolver(() => ModelCard, { nullable: true, description: 'Null where the model is no longer part of this installation.' })
  card(@Root() { sha256 }: EnergyModel, @Ctx() { modelCard }: ApiContext): Promise<ModelCard | null> {
    return modelCard(sha256);
  }

  @FieldResolver(() => RelaxedStructureConnection, { description: 'Structures it relaxed.' })
  structures(
    @Root() { id }: EnergyModel,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => StructureFilter, { nullable: true }) filter: StructureFilter | null,
    @Arg('orderBy', () => [StructureOrder], { nullable: true }) orderBy: StructureOrder[] | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    const list = STRUCTURES_OF_MODEL;
    const where = filterCondition(filter, structureConditions(optimadePrefix));
    return loaders.page(RelaxedStructure, { list, parentId: id, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }
}
