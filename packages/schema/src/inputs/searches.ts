import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { SearchMethod } from '@kessho/core/search/search-types';
import type { SearchLife } from '../enums/search-enums.js';
import { SearchMethodEnum, SearchStateEnum } from '../enums/search-enums.js';

@InputType('ElementFractionInput', { description: 'The share of an element among the atoms, bounds included.' })
export class ElementFractionInput {
  @Field(() => String, { description: 'Its symbol.' })
  element!: string;

  @Field(() => Float, { nullable: true, description: '0 where there is none.' })
  least?: number | null;

  @Field(() => Float, { nullable: true, description: '1 where there is none.' })
  most?: number | null;
}

@InputType('CoordinationLimitInput', {
  description: 'How many neighbors each site of an element has, bounds included; bonds are lengths within 1.15 sums of covalent radii.',
})
export class CoordinationLimitInput {
  @Field(() => String, { description: 'Its symbol.' })
  element!: string;

  @Field(() => String, { nullable: true, description: 'Only neighbors of this element are counted; all where there is none.' })
  neighbor?: string | null;

  @Field(() => Int)
  least!: number;

  @Field(() => Int, { nullable: true, description: 'As `least` where there is none.' })
  most?: number | null;
}

@InputType('LayerLimitsInput', { description: 'Two-dimensional crystals: one layer in a cell of its own.' })
export class LayerLimitsInput {
  @Field(() => Float, { description: 'Most from its lowest to its highest site, Å, 0–15.' })
  thickness!: number;

  @Field(() => Float, { nullable: true, description: 'Between the layer and its image, Å, 10–40; 15 where there is none.' })
  vacuum?: number | null;
}

@InputType('StartSearchInput')
export class StartSearchInput {
  @Field(() => String, {
    description: 'A formula, `TiO2`; for the method HULL a chemical system, `Mg-Si-O`, or end members whose mixtures are searched, `MgO-SiO2`.',
  })
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

  @Field(() => [ElementFractionInput], { nullable: true, description: 'HULL of a chemical system: the shares that elements may have.' })
  fractions?: ElementFractionInput[] | null;

  @Field(() => [CoordinationLimitInput], {
    nullable: true,
    description: 'Asked of relaxed crystals, and, as far as they go, of crystals before relaxation.',
  })
  coordination?: CoordinationLimitInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Molecules or polyhedra kept whole, each as the text of an XYZ file, at most 8: each as often as a composition holds it, in this order. Of a system only compositions that hold one are searched.',
  })
  molecules?: string[] | null;

  @Field(() => LayerLimitsInput, {
    nullable: true,
    description:
      'Only layers, at zero pressure; the ends of a hull stay bulk crystals, as formation energies of layers are counted. Crystals in three dimensions where there is none.',
  })
  layer?: LayerLimitsInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Relaxed crystals that break what is asked of them count all the same.' })
  keepsBroken!: boolean;

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

  @Field(() => String, { nullable: true, description: 'Up to 200 characters; the same key with the same input gives the same search.' })
  idempotencyKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'A project to which it is added, also where it was there already.' })
  projectId?: string | null;
}

@InputType('SearchFilter', { description: 'Fields are joined by AND.' })
export class SearchFilter {
  @Field(() => [SearchStateEnum], { nullable: true })
  state?: SearchLife[] | null;

  @Field(() => [SearchMethodEnum], { nullable: true })
  method?: SearchMethod[] | null;

  @Field(() => [ID], { nullable: true, description: 'In any of these projects.' })
  project?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'By any of these members.' })
  startedBy?: string[] | null;
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
