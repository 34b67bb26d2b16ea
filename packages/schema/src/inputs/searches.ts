import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { SearchMethod } from '@kessho/core/search/search-types';
import { SearchMethodEnum } from '../enums/search-enums.js';

@InputType('StartSearchInput')
export class StartSearchInput {
  @Field(() => String, { description: 'A formula, `TiO2`; for the method HULL a chemical system, `Mg-Si-O`.' })
  subject!: string;

  @Field(() => SearchMethodEnum, { nullable: true, description: 'HULL for a system and EVOLUTIONARY for a formula where there is none.' })
  method?: SearchMethod | null;

  @Field(() => Int, { defaultValue: 100, description: 'Relaxations to spend, 1–100,000.' })
  budget!: number;

  @Field(() => Int, { nullable: true, description: 'Most atoms in the cell that is relaxed, 1–300; 20 where there is none.' })
  maxAtoms?: number | null;

  @Field(() => Int, { nullable: true, description: 'Fewest atoms in it; 1 where there is none.' })
  minAtoms?: number | null;

  @Field(() => String, { nullable: true, description: 'Any text up to 200 characters; `1` where there is none.' })
  seed?: string | null;

  @Field(() => Float, { nullable: true, description: 'External pressure, GPa, from −50 to 500; 0 where there is none.' })
  pressureGPa?: number | null;

  @Field(() => [Int], { nullable: true, description: 'Space groups in which random crystals are drawn, 1–230.' })
  spaceGroups?: number[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'HULL: only compositions that common oxidation states balance.' })
  chargeNeutral!: boolean;

  @Field(() => [ID], {
    nullable: true,
    description: 'Structures to begin with: of predictions, of the store of known crystals, or phases of other searches; at most 100.',
  })
  seedStructures?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Crystals to begin with besides, each the text of a CIF, POSCAR, extended XYZ or pymatgen JSON; at most 100 structures in all.',
  })
  seedCrystals?: string[] | null;
}

@InputType('StopSearchInput')
export class StopSearchInput {
  @Field(() => ID)
  searchId!: string;
}

@InputType('ContinueSearchInput')
export class ContinueSearchInput {
  @Field(() => ID)
  searchId!: string;

  @Field(() => Int, { defaultValue: 0, description: 'Relaxations to spend beyond those it was given.' })
  moreRelaxations!: number;
}
