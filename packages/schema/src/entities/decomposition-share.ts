import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Material } from './material.js';
import { RelaxedStructure } from './relaxed-structure.js';

/** One phase a structure decomposes to at its composition; `amount` is the share of atoms. */
@Entity({ name: 'decomposition_share' })
@Index('decomposition_share_material_idx', ['materialId'])
@Check('decomposition_share_amount_check', 'amount > 0 AND amount <= 1 + 1e-6')
export class DecompositionShare {
  @PrimaryColumn({ name: 'structure_id', type: 'uuid' })
  structureId!: string;

  @ManyToOne(() => RelaxedStructure, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'structure_id', foreignKeyConstraintName: 'decomposition_share_structure_fkey' })
  structure?: Relation<RelaxedStructure>;

  @PrimaryColumn({ name: 'material_id', type: 'uuid' })
  materialId!: string;

  @ManyToOne(() => Material, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'material_id', foreignKeyConstraintName: 'decomposition_share_material_fkey' })
  material?: Relation<Material>;

  @Column({ type: 'double precision' })
  amount!: number;
}
