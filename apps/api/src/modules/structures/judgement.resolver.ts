import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { Judgement } from '@kessho/schema/entities/judgement';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';

@Resolver(() => Judgement)
export class JudgementResolver {
  @FieldResolver(() => EnergyModel)
  async energyModel(@Root() { energyModelId }: Judgement, @Ctx() { loaders }: ApiContext): Promise<EnergyModel> {
    return required(await loaders.entity(EnergyModel, energyModelId));
  }
}
