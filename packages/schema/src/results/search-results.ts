import type { OperatorName } from '@kessho/core/search/search-types';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SearchOperatorEnum } from '../enums/search-enums.js';

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

@ObjectType('SearchOperatorTally', { simpleResolvers: true, description: 'What one operator has brought.' })
export class SearchOperatorTally {
  @Field(() => SearchOperatorEnum)
  operator!: OperatorName;

  @Field(() => Int, { description: 'Individuals that it made and that were relaxed.' })
  relaxed!: number;

  @Field(() => Int, { description: 'Of these, phases that were not known before.' })
  newPhases!: number;
}
