import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { NodeType } from '../node-id.js';
import { EnergyModel } from './energy-model.js';
import { Node } from './node.js';

@Entity({ name: 'reference_set' })
@Unique('reference_set_identity_key', ['name', 'snapshotDate', 'energyModelId'])
@ObjectType('ReferenceSet', { implements: Node, description: 'The competing phases an energy above hull stands on, evaluated with one model.' })
export class ReferenceSet extends Node {
  get nodeType(): NodeType {
    return 'ReferenceSet';
  }

  @Column({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Column({ name: 'snapshot_date', type: 'text' })
  @Field(() => String, { description: 'ISO date of the snapshot of the source, as exact as it is known: `2025-02`.' })
  snapshotDate!: string;

  @Column({ name: 'energy_model_id', type: 'uuid' })
  energyModelId!: string;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'energy_model_id', foreignKeyConstraintName: 'reference_set_energy_model_fkey' })
  energyModel?: Relation<EnergyModel>;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Phases in all.' })
  entries!: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Geometries behind the energies: `single-point`, `relaxed`, or both with their numbers.' })
  geometry!: string;

  @Column({ name: 'pressure_gpa', type: 'double precision', default: 0 })
  @Field(() => Float, { description: 'At which its phases were relaxed, GPa: their energies are enthalpies.' })
  pressureGPa!: number;

  @Column({ name: 'chemical_system', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of phases that were relaxed for a prediction, `Mg-O-Si`; null for a set of all systems.' })
  chemicalSystem!: string | null;

  @Column({ name: 'held_out', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Formula of which no crystal counted as known; null where all did.' })
  heldOut!: string | null;

  @Column({ name: 'window_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Known crystals went in that were expected at most this far above the hull, eV/atom.' })
  windowPerAtom!: number;

  /** Ids of its phases among `reference_phase`; null for a set that is installed as a file. */
  @Column({ type: 'text', array: true, nullable: true })
  members!: string[] | null;
}
