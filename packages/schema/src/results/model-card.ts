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

@ObjectType('ModelCutoff', { simpleResolvers: true, description: 'Distance beyond which a model sees nothing of the named kind.' })
export class ModelCutoff {
  @Field(() => String, { description: 'As the manifest names it: `atom`, `bond`.' })
  name!: string;

  @Field(() => Float, { description: 'Å.' })
  distance!: number;
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

  @Field(() => [ModelCutoff])
  cutoffs!: ModelCutoff[];

  @Field(() => [ModelMetric])
  metrics!: ModelMetric[];

  @Field(() => String, {
    nullable: true,
    description: 'The model card, Markdown: what the model is for and where it fails. Null where the model has none.',
  })
  text!: string | null;
}
