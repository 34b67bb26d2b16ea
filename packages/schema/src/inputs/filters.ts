import { Field, ID, InputType, Int } from 'type-graphql';
import type { Budget, StopReason } from '@kessho/core/prediction/stage-types';
import type { CandidateState, Generator, PredictionState } from '../enums/prediction-enums.js';
import { BudgetEnum, CandidateStateEnum, GeneratorEnum, PredictionStateEnum, StopReasonEnum } from '../enums/prediction-enums.js';
import { ElementsFilter } from './elements-filter.js';
import { DateTimeRange, FloatRange, IntRange } from './ranges.js';

@InputType('PredictionFilter', { description: 'Fields are joined by AND.' })
export class PredictionFilter {
  @Field(() => [PredictionFilter], { nullable: true })
  and?: PredictionFilter[] | null;

  @Field(() => [PredictionFilter], { nullable: true })
  or?: PredictionFilter[] | null;

  @Field(() => PredictionFilter, { nullable: true })
  not?: PredictionFilter | null;

  @Field(() => String, { nullable: true, description: 'Compared after reduction.' })
  formula?: string | null;

  @Field(() => String, { nullable: true, description: '`Ba-O-Ti` in any order; `*` stands for exactly one further element.' })
  chemicalSystem?: string | null;

  @Field(() => ElementsFilter, { nullable: true })
  elements?: ElementsFilter | null;

  @Field(() => [PredictionStateEnum], { nullable: true })
  state?: PredictionState[] | null;

  @Field(() => [BudgetEnum], { nullable: true })
  budget?: Budget[] | null;

  @Field(() => String, { nullable: true })
  seed?: string | null;

  @Field(() => [ID], { nullable: true, description: 'In any of these projects.' })
  project?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'By any of these members.' })
  startedBy?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true })
  createdAt?: DateTimeRange | null;
}

@InputType('CandidateFilter', { description: 'Fields are joined by AND.' })
export class CandidateFilter {
  @Field(() => [CandidateFilter], { nullable: true })
  and?: CandidateFilter[] | null;

  @Field(() => [CandidateFilter], { nullable: true })
  or?: CandidateFilter[] | null;

  @Field(() => CandidateFilter, { nullable: true })
  not?: CandidateFilter | null;

  @Field(() => [Int], { nullable: true })
  spaceGroupNumber?: number[] | null;

  @Field(() => [GeneratorEnum], { nullable: true })
  generator?: Generator[] | null;

  @Field(() => [CandidateStateEnum], { nullable: true })
  state?: CandidateState[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of failed tests.' })
  rejectedBecause?: string[] | null;

  @Field(() => [String], { nullable: true })
  prototype?: string[] | null;

  @Field(() => FloatRange, { nullable: true })
  energyPerAtom?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true })
  likelihood?: FloatRange | null;

  @Field(() => IntRange, { nullable: true })
  numberOfSites?: IntRange | null;
}

@InputType('StructureFilter', { description: 'Fields are joined by AND.' })
export class StructureFilter {
  @Field(() => [StructureFilter], { nullable: true })
  and?: StructureFilter[] | null;

  @Field(() => [StructureFilter], { nullable: true })
  or?: StructureFilter[] | null;

  @Field(() => StructureFilter, { nullable: true })
  not?: StructureFilter | null;

  @Field(() => String, { nullable: true, description: 'Compared after reduction: `Fe4O6` finds Fe2O3.' })
  formula?: string | null;

  @Field(() => String, { nullable: true, description: 'Letters are placeholders: `ABO3` is `ABC3` is `A3BC`.' })
  anonymousFormula?: string | null;

  @Field(() => String, { nullable: true, description: '`Li-Fe-O` in any order; `*` stands for exactly one further element.' })
  chemicalSystem?: string | null;

  @Field(() => ElementsFilter, { nullable: true })
  elements?: ElementsFilter | null;

  @Field(() => IntRange, { nullable: true })
  numberOfElements?: IntRange | null;

  @Field(() => IntRange, { nullable: true })
  numberOfSites?: IntRange | null;

  @Field(() => [Int], { nullable: true })
  spaceGroupNumber?: number[] | null;

  @Field(() => [String], { nullable: true })
  prototype?: string[] | null;

  @Field(() => [StopReasonEnum], { nullable: true })
  stopReason?: StopReason[] | null;

  @Field(() => IntRange, { nullable: true, description: 'A range restricts to ranked structures.' })
  rank?: IntRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'eV/atom.' })
  energyPerAtom?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'eV/atom.' })
  energyAboveHull?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'eV/atom.' })
  formationEnergyPerAtom?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'g/cm³.' })
  density?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'Å³ per atom.' })
  volumePerAtom?: FloatRange | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A filter of OPTIMADE 1.2 on ranked structures: `elements HAS ALL "Na","Cl" AND nelements=2`. Our own properties have the prefix of this installation, `_exmpl_`.',
  })
  optimade?: string | null;
}

@InputType('MaterialFilter', { description: 'Fields are joined by AND.' })
export class MaterialFilter {
  @Field(() => [MaterialFilter], { nullable: true })
  and?: MaterialFilter[] | null;

  @Field(() => [MaterialFilter], { nullable: true })
  or?: MaterialFilter[] | null;

  @Field(() => MaterialFilter, { nullable: true })
  not?: MaterialFilter | null;

  @Field(() => String, { nullable: true, description: 'Compared after reduction.' })
  formula?: string | null;

  @Field(() => String, { nullable: true, description: 'Letters are placeholders: `ABO3` is `ABC3` is `A3BC`.' })
  anonymousFormula?: string | null;

  @Field(() => String, { nullable: true, description: '`Li-Fe-O` in any order; `*` stands for exactly one further element.' })
  chemicalSystem?: string | null;

  @Field(() => ElementsFilter, { nullable: true })
  elements?: ElementsFilter | null;

  @Field(() => IntRange, { nullable: true })
  numberOfElements?: IntRange | null;

  @Field(() => IntRange, { nullable: true, description: 'A range restricts to imported crystals.' })
  numberOfSites?: IntRange | null;

  @Field(() => [Int], { nullable: true })
  spaceGroupNumber?: number[] | null;

  @Field(() => [String], { nullable: true })
  prototype?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of collections.' })
  source?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'In any spelling: `mp-149`, `mp-ft` and `mp-aaaaaaft` are one.' })
  sourceId?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Behind the energies. Energies compare only within one functional and one correction scheme.' })
  functional?: string | null;

  @Field(() => String, { nullable: true, description: 'Behind the energies.' })
  correctionScheme?: string | null;

  @Field(() => FloatRange, { nullable: true, description: 'As the source gives it, eV/atom.' })
  energyAboveHull?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'As the source gives it, eV/atom.' })
  formationEnergyPerAtom?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'eV.' })
  bandGap?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'g/cm³.' })
  density?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'Å³ per atom.' })
  volumePerAtom?: FloatRange | null;

  @Field(() => Boolean, { nullable: true, description: 'False for crystals that were made.' })
  isTheoretical?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A filter of OPTIMADE 1.2 on imported crystals: `elements HAS ALL "Na","Cl" AND nelements=2`. Our own properties have the prefix of this installation, `_exmpl_`.',
  })
  optimade?: string | null;
}
