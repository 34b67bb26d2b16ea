import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { SpaceGroup } from './space-group-label.js';

@ObjectType('PredictionFunnel', { simpleResolvers: true, description: 'How many are left after each step.' })
export class PredictionFunnel {
  @Field(() => Int, { description: 'Attempts of the generators.' })
  generated!: number;

  @Field(() => Int, { description: 'Candidates that came out of them.' })
  valid!: number;

  @Field(() => Int, { description: 'Without repetitions.' })
  unique!: number;

  @Field(() => Int, { description: 'Passed every test of the screening.' })
  screened!: number;

  @Field(() => Int)
  relaxed!: number;

  @Field(() => Int)
  ranked!: number;
}

@ObjectType('SpaceGroupProbability', { simpleResolvers: true, description: 'One bar of the space-group chart.' })
export class SpaceGroupProbability {
  @Field(() => SpaceGroup)
  spaceGroup!: SpaceGroup;

  @Field(() => Float)
  probability!: number;

  @Field(() => String, { nullable: true, description: 'Why nothing can be generated in this group; null where something can.' })
  impossibleBecause!: string | null;
}

@ObjectType('EnergyVolumePoint', { simpleResolvers: true, description: 'One relaxed structure in the energy-volume plot.' })
export class EnergyVolumePoint {
  @Field(() => ID, { description: 'Of the relaxed structure.' })
  structureId!: string;

  @Field(() => Float, { description: 'Å³ per atom.' })
  volumePerAtom!: number;

  @Field(() => Float, { description: 'eV/atom.' })
  energyPerAtom!: number;

  @Field(() => Float, { description: 'Å³ per atom of the candidate before it was relaxed.' })
  generatedVolumePerAtom!: number;

  @Field(() => Float, { nullable: true, description: 'Single point on the candidate before it was relaxed, eV/atom; null where there was none.' })
  generatedEnergyPerAtom!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null until it is ranked, and for one merged into another.' })
  rank!: number | null;

  @Field(() => SpaceGroup, { nullable: true })
  spaceGroup!: SpaceGroup | null;
}

@ObjectType('Progress', { simpleResolvers: true })
export class Progress {
  @Field(() => Int)
  done!: number;

  @Field(() => Int)
  total!: number;
}
