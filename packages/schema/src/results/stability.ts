import { Field, Float, Int, ObjectType } from 'type-graphql';
import { EnergyModel } from '../entities/energy-model.js';
import { Material } from '../entities/material.js';

@ObjectType('DecompositionPhase', { simpleResolvers: true })
export class DecompositionPhase {
  @Field(() => Material)
  material!: Material;

  @Field(() => Float, { description: 'Share of atoms.' })
  amount!: number;
}

@ObjectType('Hull', { simpleResolvers: true, description: 'What an energy above hull stands on.' })
export class Hull {
  @Field(() => String, { description: 'Name of the reference set.' })
  source!: string;

  @Field(() => String, { description: 'How the reference energies were made.' })
  energyScheme!: string;

  @Field(() => String, { description: 'ISO date.' })
  snapshotDate!: string;

  @Field(() => Int, { description: 'Phases in the reference set.' })
  competingEntries!: number;

  @Field(() => Float, { description: 'At which the phases were relaxed, GPa.' })
  pressureGPa!: number;

  @Field(() => EnergyModel)
  energyModel!: EnergyModel;
}

@ObjectType('Stability', {
  simpleResolvers: true,
  description:
    'Against phases evaluated with the same model: the one that searched, whether or not a judge decided the order; what the judge says of stability stands in `judgement`. Under pressure all energies are enthalpies, those of the structure and those of the phases, which were relaxed at that pressure.',
})
export class Stability {
  @Field(() => Float, { nullable: true, description: 'Energy above the convex hull, eV/atom.' })
  energyAboveHull!: number | null;

  @Field(() => Float, { nullable: true, description: 'From the elements, eV/atom.' })
  formationEnergyPerAtom!: number | null;

  @Field(() => [DecompositionPhase], { description: 'Phases of the hull at this composition.' })
  decomposesTo!: DecompositionPhase[];

  @Field(() => Hull)
  hull!: Hull;
}
