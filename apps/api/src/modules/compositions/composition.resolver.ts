import { Composition } from '@kessho/schema/entities/composition';
import { Material } from '@kessho/schema/entities/material';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { MaterialFilter, PredictionFilter, StructureFilter } from '@kessho/schema/inputs/filters';
import { PredictionOrder, StructureOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import { CompositionConnection, MaterialConnection, PredictionConnection, RelaxedStructureConnection } from '@kessho/schema/results/connections';
import { FormulaParse } from '@kessho/schema/results/formula-parse';
import { Arg, Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { wholeList } from '../../graphql/whole-list.js';
import { materialConditions, MATERIALS_OF_COMPOSITION } from '../materials/material.list.js';
import { PREDICTION_CONDITIONS, PREDICTIONS_OF_COMPOSITION } from '../predictions/prediction.list.js';
import { structureConditions, STRUCTURES_OF_COMPOSITION } from '../structures/structure.list.js';
import { COMPOSITION_LIST } from './composition.list.js';
import { parseLive } from './describe-formula.js';

@Resolver(() => Composition)
export class CompositionResolver {
  @Authorized('read')
  @Query(() => FormulaParse, { description: 'Read a formula without starting anything.' })
  parseFormula(@Arg('text', () => String) text: string): FormulaParse {
    return parseLive(text);
  }

  @Authorized('read')
  @Query(() => CompositionConnection, { description: 'Every composition that was asked for or met, by formula.' })
  compositions(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Composition>> {
    return loaders.page(Composition, wholeList(COMPOSITION_LIST, args));
  }

  @FieldResolver(() => PredictionConnection)
  predictions(
    @Root() { id }: Composition,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => PredictionFilter, { nullable: true }) filter: PredictionFilter | null,
    @Arg('orderBy', () => [PredictionOrder], { nullable: true }) orderBy: PredictionOrder[] | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<Prediction>> {
    const list = PREDICTIONS_OF_COMPOSITION;
    const where = filterCondition(filter, PREDICTION_CONDITIONS);
    return loaders.page(Prediction, { list, parentId: id, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }

  @FieldResolver(() => RelaxedStructureConnection)
  structures(
    @Root() { id }: Composition,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => StructureFilter, { nullable: true }) filter: StructureFilter | null,
    @Arg('orderBy', () => [StructureOrder], { nullable: true }) orderBy: StructureOrder[] | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    const list = STRUCTURES_OF_COMPOSITION;
    const where = filterCondition(filter, structureConditions(optimadePrefix));
    return loaders.page(RelaxedStructure, { list, parentId: id, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }

  @FieldResolver(() => MaterialConnection)
  materials(
    @Root() { id }: Composition,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => MaterialFilter, { nullable: true }) filter: MaterialFilter | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<Material>> {
    const list = MATERIALS_OF_COMPOSITION;
    const where = filterCondition(filter, materialConditions(optimadePrefix));
    return loaders.page(Material, { list, parentId: id, filter, where, order: list.defaultOrder, page: pageRequest(args) });
  }
}
