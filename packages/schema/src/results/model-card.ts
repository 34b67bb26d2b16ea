import { Field, Float, ObjectType } from 'type-graphql';
import { Element } from '../enums/element.js';

@ObjectType('ModelMetric', { simpleResolvers: true, description: 'An error figure on a stated part of the training data.' })
export class ModelMetric {
  @Field(() => String)
  quantity!: string;

  @Field(() => Float, { description: 'Mean absolute error.' })
  mae!: number;

  @Field(() => String)
  unit!: string;

  @Field(() => String)
  split!: string;
}

@ObjectType('ModelCard', { simpleResolvers: true, description: 'What the manifest of a model says of it.' })
export class ModelCard {
  @Field(() => String, { description: 'SPDX identifier.' })
  license!: string;

  @Field(() => String)
  citation!: string;

  @Field(() => String)
  doi!: string;

  @Field(() => String, { description: 'Functional the energies follow.' })
  functional!: string;

  @Field(() => String, { description: 'Correction scheme of the energies.' })
  corrections!: string;

  @Field(() => String)
  trainingData!: string;

  @Field(() => [Element], { description: 'Elements it was trained on.' })
  elements!: string[];

  @Field(() => [ModelMetric])
  metrics!: ModelMetric[];
}
