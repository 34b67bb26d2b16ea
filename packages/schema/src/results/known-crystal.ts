import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Material } from '../entities/material.js';
import { RelaxedStructure } from '../entities/relaxed-structure.js';
import { registerClosedList } from '../enums/register-closed-list.js';
import { SpaceGroup } from './space-group-label.js';

export const KNOWN_STATUSES = ['known', 'known-prototype', 'new'] as const;
export type KnownStatus = (typeof KNOWN_STATUSES)[number];
export const KnownStatusEnum = registerClosedList(
  'KnownStatus',
  KNOWN_STATUSES,
  'KNOWN: the same crystal is stored. KNOWN_PROTOTYPE: a crystal of the same prototype is, with other elements in its places. NEW: neither.',
);

@ObjectType('KnownMatch', { simpleResolvers: true })
export class KnownMatch {
  @Field(() => Material)
  material!: Material;

  @Field(() => Float, {
    nullable: true,
    description: 'Root mean square distance of paired sites in units of (V/n)^(1/3); null where the crystal itself is not stored.',
  })
  rms!: number | null;
}

@ObjectType('KnownComparison', {
  simpleResolvers: true,
  description: 'A structure against all stored crystals: by the matcher at ltol 0.2, stol 0.3, 5° and by prototype labels at 0.1 Å.',
})
export class KnownComparison {
  @Field(() => KnownStatusEnum)
  status!: KnownStatus;

  @Field(() => KnownMatch, { nullable: true, description: 'The best match; null where the status is NEW.' })
  match!: KnownMatch | null;

  @Field(() => Int, { description: 'Crystals that are stored: where there are none, NEW says nothing.' })
  storedCrystals!: number;
}

@ObjectType('SimilarMaterial', { simpleResolvers: true })
export class SimilarMaterial {
  @Field(() => Material)
  material!: Material;

  @Field(() => Float, {
    description:
      'Of the fingerprints of their geometry, whatever the elements and the density: 0 for one prototype, below 0.01 much alike, at most 1.',
  })
  distance!: number;
}

@ObjectType('PredictedMatch', { simpleResolvers: true })
export class PredictedMatch {
  @Field(() => RelaxedStructure)
  structure!: RelaxedStructure;

  @Field(() => Float, { description: 'Root mean square distance of paired sites in units of (V/n)^(1/3).' })
  rms!: number;
}

@ObjectType('FoundStructure', { description: 'A crystal of a text, and where it is known.' })
export class FoundStructure {
  @Field(() => String, { description: 'Reduced formula.' })
  formula!: string;

  @Field(() => Int, { description: 'In the cell as given.' })
  numberOfSites!: number;

  @Field(() => SpaceGroup, { description: 'At 0.1 Å, or the largest smaller tolerance that leads to a group.' })
  spaceGroup!: SpaceGroup;

  @Field(() => String, { description: 'Label, `ABC3_cP5_221_a_b_c`.' })
  prototype!: string;
}
