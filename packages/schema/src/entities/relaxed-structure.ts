import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { StopReason } from '@kessho/core/prediction/stage-types';
import { DateTime } from '../enums/date-time.js';
import { StopReasonEnum } from '../enums/prediction-enums.js';
import type { NodeType } from '../node-id.js';
import { RelaxationTrajectory } from '../results/relaxation-trajectory.js';
import { SpaceGroup } from '../results/space-group-label.js';
import { Candidate } from './candidate.js';
import { Composition } from './composition.js';
import { EnergyModel } from './energy-model.js';
import { Material } from './material.js';
import { Node } from './node.js';
import { Prediction } from './prediction.js';
import { ReferenceSet } from './reference-set.js';

@Entity({ name: 'relaxed_structure' })
@Unique('relaxed_structure_candidate_key', ['candidateId'])
@Index('relaxed_structure_prediction_rank_idx', ['predictionId', 'rank', 'id'])
@Index('relaxed_structure_rank_idx', ['rank', 'id'])
@Index('relaxed_structure_energy_idx', ['energyPerAtom', 'id'])
@Index('relaxed_structure_energy_above_hull_idx', ['energyAboveHull', 'id'])
@Index('relaxed_structure_probability_idx', ['probability', 'id'])
@Index('relaxed_structure_created_at_idx', ['createdAt', 'id'])
@Index('relaxed_structure_composition_idx', ['compositionId'])
@Index('relaxed_structure_energy_model_idx', ['energyModelId'])
@Index('relaxed_structure_known_match_idx', ['knownMatchId'])
@Index('relaxed_structure_merged_into_idx', ['mergedIntoId'])
@Check('relaxed_structure_lattice_check', 'cardinality(lattice) = 9')
@Check(
  'relaxed_structure_geometry_check',
  'nsites >= 1 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites AND cardinality(forces) = 3 * nsites',
)
@Check('relaxed_structure_stress_check', 'cardinality(stress) = 9')
@Check('relaxed_structure_rank_check', 'rank IS NULL OR (rank >= 1 AND space_group_number BETWEEN 1 AND 230 AND energy_rank >= 1)')
@ObjectType('RelaxedStructure', {
  implements: Node,
  simpleResolvers: true,
  description: 'A relaxed crystal; with a rank once the prediction has one for it.',
})
export class RelaxedStructure extends Node {
  get nodeType(): NodeType {
    return 'RelaxedStructure';
  }

  @Column({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'relaxed_structure_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @Column({ name: 'candidate_id', type: 'uuid' })
  candidateId!: string;

  @ManyToOne(() => Candidate, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'candidate_id', foreignKeyConstraintName: 'relaxed_structure_candidate_fkey' })
  candidate?: Relation<Candidate>;

  @Column({ name: 'composition_id', type: 'uuid' })
  compositionId!: string;

  @ManyToOne(() => Composition, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'composition_id', foreignKeyConstraintName: 'relaxed_structure_composition_fkey' })
  composition?: Relation<Composition>;

  @Column({ name: 'energy_model_id', type: 'uuid' })
  energyModelId!: string;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'energy_model_id', foreignKeyConstraintName: 'relaxed_structure_energy_model_fkey' })
  energyModel?: Relation<EnergyModel>;

  @Column({ name: 'reference_set_id', type: 'uuid', nullable: true })
  referenceSetId!: string | null;

  @ManyToOne(() => ReferenceSet, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'reference_set_id', foreignKeyConstraintName: 'relaxed_structure_reference_set_fkey' })
  referenceSet?: Relation<ReferenceSet> | null;

  @Column({ type: 'double precision', array: true })
  lattice!: number[];

  @Column({ name: 'frac_coords', type: 'double precision', array: true })
  fracCoords!: number[];

  @Column({ name: 'atomic_numbers', type: 'integer', array: true })
  atomicNumbers!: number[];

  @Column({ type: 'integer' })
  @Field(() => Int, { name: 'numberOfSites', simple: false, description: 'In the cell as predicted, a primitive one.' })
  nsites!: number;

  @Column({ name: 'volume_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Å³ per atom.' })
  volumePerAtom!: number;

  @Column({ type: 'double precision' })
  @Field(() => Float, { description: 'g/cm³.' })
  density!: number;

  @Column({ name: 'energy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Of `energyModel`, eV/atom; comparable within one model only.' })
  energyPerAtom!: number;

  @Column({ name: 'enthalpy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: '(E + pV)/n, eV/atom; the energy where there is no pressure.' })
  enthalpyPerAtom!: number;

  @Column({ name: 'forces', type: 'double precision', array: true })
  forcesFlat!: number[];

  @Column({ name: 'stress', type: 'double precision', array: true })
  stressFlat!: number[];

  @Column({ name: 'max_force', type: 'double precision' })
  @Field(() => Float, { description: 'eV/Å.' })
  maxForce!: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Steps of the relaxation.' })
  steps!: number;

  @Column({ name: 'stop_reason', type: 'text' })
  @Field(() => StopReasonEnum)
  stopReason!: StopReason;

  @Column({ type: 'jsonb' })
  @Field(() => RelaxationTrajectory)
  trajectory!: RelaxationTrajectory;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'From 1; null until it is ranked, and for one merged into another.' })
  rank!: number | null;

  @Column({ name: 'energy_rank', type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Place in the order by energy alone, from 1; by the judge’s where there is one, what was judged before the rest.',
  })
  energyRank!: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Weight that this is the ground state; over all structures of the prediction at most 1.' })
  probability!: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'How well the prototype fits these elements: the sum over all candidates that became this structure, at most 1.',
  })
  likelihood!: number | null;

  @Column({ name: 'merged_into_id', type: 'uuid', nullable: true })
  mergedIntoId!: string | null;

  @ManyToOne(() => RelaxedStructure, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'merged_into_id', foreignKeyConstraintName: 'relaxed_structure_merged_into_fkey' })
  mergedInto?: Relation<RelaxedStructure> | null;

  @Column({ name: 'space_group_number', type: 'integer', nullable: true })
  spaceGroupNumber!: number | null;

  @Column({ name: 'space_group_symbol', type: 'text', nullable: true })
  spaceGroupSymbol!: string | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Tolerance of the symmetry search, Å.' })
  symprec!: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Label of the relaxed structure, `A_cF8_227_a`.' })
  prototype!: string | null;

  @Column({ name: 'formation_energy_per_atom', type: 'double precision', nullable: true })
  formationEnergyPerAtom!: number | null;

  @Column({ name: 'energy_above_hull', type: 'double precision', nullable: true })
  energyAboveHull!: number | null;

  @Column({ name: 'known_match_id', type: 'uuid', nullable: true })
  knownMatchId!: string | null;

  @ManyToOne(() => Material, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'known_match_id', foreignKeyConstraintName: 'relaxed_structure_known_match_fkey' })
  knownMatch?: Relation<Material> | null;

  /** When the prediction gave it its rank. */
  @Column({ name: 'ranked_at', type: 'timestamptz', precision: 3, nullable: true })
  rankedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => SpaceGroup, { nullable: true, description: 'Found with `symprec`; null until it is ranked.' })
  spaceGroup(): SpaceGroup | null {
    return this.spaceGroupNumber === null || this.spaceGroupSymbol === null ? null : { number: this.spaceGroupNumber, symbol: this.spaceGroupSymbol };
  }

  @Field(() => [[Float]], { description: 'One row of three for each site of the cell as predicted, eV/Å.' })
  forces(): number[][] {
    return rowsOfThree(this.forcesFlat);
  }

  @Field(() => [[Float]], { description: '3 × 3, eV/Å³, positive in tension.' })
  stress(): number[][] {
    return rowsOfThree(this.stressFlat);
  }
}

const rowsOfThree = (flat: readonly number[]): number[][] => Array.from({ length: flat.length / 3 }, (_, row) => flat.slice(3 * row, 3 * row + 3));
