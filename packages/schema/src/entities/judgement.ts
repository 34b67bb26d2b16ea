import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import type { StopReason } from '@kessho/core/prediction/stage-types';
import { StopReasonEnum } from '../enums/prediction-enums.js';
import { EnergyModel } from './energy-model.js';
import { ReferenceSet } from './reference-set.js';
import { RelaxedStructure } from './relaxed-structure.js';

@Entity({ name: 'judgement' })
@ObjectType('Judgement', {
  description:
    'What the judge of the prediction says of a finalist, which it relaxed a little further. Its energies compare with those of the other finalists only, never with energies of the potential that searched.',
})
export class Judgement {
  @PrimaryColumn({ name: 'structure_id', type: 'uuid', primaryKeyConstraintName: 'judgement_pkey' })
  structureId!: string;

  @OneToOne(() => RelaxedStructure, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'structure_id', foreignKeyConstraintName: 'judgement_structure_fkey' })
  structure?: Relation<RelaxedStructure>;

  @Column({ name: 'energy_model_id', type: 'uuid' })
  energyModelId!: string;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'energy_model_id', foreignKeyConstraintName: 'judgement_energy_model_fkey' })
  energyModel?: Relation<EnergyModel>;

  @Column({ name: 'energy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Of `energyModel`, the judge, eV/atom.' })
  energyPerAtom!: number;

  @Column({ name: 'enthalpy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: '(E + pV)/n by the judge, eV/atom; what the order of the finalists stands on.' })
  enthalpyPerAtom!: number;

  @Column({ name: 'max_force', type: 'double precision' })
  @Field(() => Float, { description: 'By the judge, eV/Å.' })
  maxForce!: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Steps that it relaxed the structure further.' })
  steps!: number;

  @Column({ name: 'stop_reason', type: 'text' })
  @Field(() => StopReasonEnum)
  stopReason!: StopReason;

  @Column({ name: 'reference_set_id', type: 'uuid', nullable: true })
  referenceSetId!: string | null;

  @ManyToOne(() => ReferenceSet, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'reference_set_id', foreignKeyConstraintName: 'judgement_reference_set_fkey' })
  referenceSet?: Relation<ReferenceSet> | null;

  @Column({ name: 'formation_energy_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'From the elements of `referenceSet`, eV/atom; null without a set.' })
  formationEnergyPerAtom!: number | null;

  @Column({ name: 'energy_above_hull', type: 'double precision', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'Above the hull of `referenceSet`, whose phases the judge relaxed, eV/atom; null without a set.',
  })
  energyAboveHull!: number | null;
}
