import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../enums/date-time.js';
import { EnergyModel } from '../entities/energy-model.js';

@ObjectType('Provenance', { simpleResolvers: true, description: 'What made a computed value.' })
export class Provenance {
  @Field(() => EnergyModel)
  energyModel!: EnergyModel;

  @Field(() => String)
  codeVersion!: string;

  @Field(() => String)
  seed!: string;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => Float, { nullable: true, description: 'Of the whole prediction; null while it runs.' })
  durationMs!: number | null;
}
