import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';

@Resolver(() => PredictionEvent)
export class PredictionEventResolver {
  @FieldResolver(() => Prediction)
  async prediction(@Root() event: PredictionEvent, @Ctx() { loaders }: ApiContext): Promise<Prediction> {
    return required(await loaders.entity(Prediction, event.predictionId));
  }
}
