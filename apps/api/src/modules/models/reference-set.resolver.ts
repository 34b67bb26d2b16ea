import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';

@Resolver(() => ReferenceSet)
export class ReferenceSetResolver {
  @Authorized('read')
  @Query(() => [ReferenceSet], { description: 'Every set of competing phases in use, the newest first.' })
  referenceSets(@Ctx() { database }: ApiContext): Promise<ReferenceSet[]> {
    return database.getRepository(ReferenceSet).find({ order: { snapshotDate: 'DESC', id: 'ASC' } });
  }

  @FieldResolver(() => EnergyModel)
  async energyModel(@Root() set: ReferenceSet, @Ctx() { loaders }: ApiContext): Promise<EnergyModel> {
    return required(await loaders.entity(EnergyModel, set.energyModelId));
  }
}
