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

@ObjectType('ElementFraction', { simpleResolvers: true, description: 'The share of an element among the atoms, bounds included.' })
export class ElementFraction {
  @Field(() => String)
  element!: string;

  @Field(() => Float)
  least!: number;

  @Field(() => Float)
  most!: number;
}

@ObjectType('CoordinationLimit', { simpleResolvers: true, description: 'How many neighbors each site of an element has, bounds included.' })
export class CoordinationLimit {
  @Field(() => String)
  element!: string;

  @Field(() => String, { nullable: true, description: 'The only neighbors that are counted; null for all.' })
  neighbor!: string | null;

  @Field(() => Int)
  least!: number;

  @Field(() => Int)
  most!: number;
}

@ObjectType('LayerLimits', { simpleResolvers: true, description: 'Two-dimensional crystals: one layer in a cell of its own.' })
export class LayerLimits {
  @Field(() => Float, { description: 'Most from its lowest to its highest site, Å.' })
  thickness!: number;

  @Field(() => Float, { description: 'Between the layer and its image, Å.' })
  vacuum!: number;
}

@ObjectType('SearchConstraints', { simpleResolvers: true, description: 'What was asked of its crystals beside size and pressure.' })
export class SearchConstraints {
  @Field(() => Int)
  minAtoms!: number;

  @Field(() => [Int], { description: 'Of random crystals; empty for 2–230.' })
  spaceGroups!: number[];

  @Field(() => Boolean)
  chargeNeutral!: boolean;

  @Field(() => [String], { description: 'Reduced formulas; empty where the elements are the ends of the hull.' })
  endMembers!: string[];

  @Field(() => [ElementFraction])
  fractions!: ElementFraction[];

  @Field(() => [CoordinationLimit])
  coordination!: CoordinationLimit[];

  @Field(() => [String], { description: 'Formulas of the molecules kept whole, carbon and hydrogen first.' })
  molecules!: string[];

  @Field(() => LayerLimits, { nullable: true, description: 'Null for crystals in three dimensions.' })
  layer!: LayerLimits | null;

  @Field(() => Boolean, { description: 'Relaxed crystals that break coordination, molecules or layers count all the same.' })
  keepsBroken!: boolean;
}
