import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('SearchCurvePoint', { simpleResolvers: true, description: 'A point of the curve of convergence.' })
export class SearchCurvePoint {
  @Field(() => Int)
  relaxations!: number;

  @Field(() => Int, { description: 'Evaluations of the potential.' })
  evaluations!: number;

  @Field(() => Float, { nullable: true, description: 'Lowest enthalpy of the composition, eV/atom; null where many compositions are searched.' })
  lowestEnthalpyPerAtom!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean depth of the hull, eV/atom; null in a search of one composition.' })
  hullVolume!: number | null;

  @Field(() => Int, { description: 'Distinct phases so far.' })
  phases!: number;
}
