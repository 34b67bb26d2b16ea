import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { Judgement } from '@kessho/schema/entities/judgement';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';

@Resolver(() => Judgement)
export class JudgementResolver {
  @FieldResolver(() => EnergyModel)
  async energyModel(@Root() { energyModelId }: Judgement, @Ctx() { loaders }: ApiContext): Promise<EnergyModel> {
    return required(await loaders.entity(EnergyModel, energyModelId));
  }

  @FieldResolver(() => ReferenceSet, {
    nullable: true,
    description: 'Phases that the judge relaxed, at the pressure of the prediction; null where it relaxed none.',
  })
  referenceSet(@Root() { referenceSetId }: Judgement, @Ctx() { loaders }: ApiContext): Promise<ReferenceSet | null> | null {
    return referenceSetId === null ? null : loaders.entity(ReferenceSet, referenceSetId);
  }
}
