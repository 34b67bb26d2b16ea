import type { StopReason } from '@kessho/core/prediction/stage-types';
import type { Relation } from 'typeorm';
import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { EnergyModel } from './energy-model.js';

/** A known crystal as a potential relaxed it at a pressure, for whatever prediction first needed it. Shown by the API as phases of a diagram. */
@Entity({ name: 'reference_phase' })
export class ReferencePhase {
  @PrimaryColumn({ name: 'energy_model_id', type: 'uuid', primaryKeyConstraintName: 'reference_phase_pkey' })
  energyModelId!: string;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'energy_model_id', foreignKeyConstraintName: 'reference_phase_energy_model_fkey' })
  energyModel?: Relation<EnergyModel>;

  @PrimaryColumn({ name: 'pressure_gpa', type: 'double precision', primaryKeyConstraintName: 'reference_phase_pkey' })
  pressureGPa!: number;

  /** Of the way it was relaxed (`plan-references.ts`). */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'reference_phase_pkey' })
  version!: number;

  /** In its collection. */
  @PrimaryColumn({ name: 'source_id', type: 'text', primaryKeyConstraintName: 'reference_phase_pkey' })
  sourceId!: string;

  /** Reduced, elements by the alphabet. */
  @Column({ type: 'text' })
  formula!: string;

  /** eV/atom. */
  @Column({ name: 'energy_per_atom', type: 'double precision' })
  energyPerAtom!: number;

  /** (E + PV)/n, eV/atom. */
  @Column({ name: 'enthalpy_per_atom', type: 'double precision' })
  enthalpyPerAtom!: number;

  /** Å³ per atom. */
  @Column({ name: 'volume_per_atom', type: 'double precision' })
  volumePerAtom!: number;

  @Column({ name: 'stop_reason', type: 'text' })
  stopReason!: StopReason;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
