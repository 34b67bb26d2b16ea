import { Field, Int, ObjectType } from 'type-graphql';
import { Prediction } from '../entities/prediction.js';

@ObjectType('PredictionUpdate', {
  simpleResolvers: true,
  description: 'The state of a prediction after a change; the first one is the present state.',
})
export class PredictionUpdate {
  @Field(() => Int, { description: 'Rises with every change.' })
  sequence!: number;

  @Field(() => Prediction)
  prediction!: Prediction;
}
