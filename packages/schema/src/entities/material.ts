import type { JsonValue } from '@kessho/core/formats/records/source-record';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import { Element } from '../enums/element.js';
import type { NodeType } from '../node-id.js';
import { SpaceGroup } from '../results/space-group-label.js';
import { Composition } from './composition.js';
import { MaterialImport } from './material-import.js';
import { Node } from './node.js';

@Entity({ name: 'material' })
@Unique('material_source_key_key', ['source', 'sourceKey'])
@Index('material_source_key_idx', ['sourceKey'])
@Index('material_source_id_idx', ['sourceId', 'id'])
@Index('material_formula_id_idx', ['formula', 'id'])
@Index('material_nsites_idx', ['nsites', 'id'])
@Index('material_number_of_elements_idx', ['numberOfElements', 'id'])
@Index('material_volume_per_atom_idx', ['volumePerAtom', 'id'])
@Index('material_space_group_idx', ['spaceGroupNumber', 'id'])
@Index('material_energy_above_hull_idx', ['energyAboveHull', 'id'])
@Index('material_formation_energy_idx', ['formationEnergyPerAtom', 'id'])
@Index('material_band_gap_idx', ['bandGap', 'id'])
@Index('material_imported_at_idx', ['importedAt', 'id'])
@Check(
  'material_geometry_check',
  'num_nonnulls(lattice, frac_coords, atomic_numbers, nsites, volume, volume_per_atom, density, space_group_number, space_group_symbol, symprec, prototype) IN (0, 11)',
)
@Check(
  'material_sites_check',
  'nsites IS NULL OR (nsites >= 1 AND cardinality(lattice) = 9 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites)',
)
@Check('material_fingerprint_check', 'fingerprint IS NULL OR (nsites IS NOT NULL AND octet_length(fingerprint) = 128)')
@Check('material_space_group_check', 'space_group_number BETWEEN 1 AND 230')
@Check(
  'material_energy_scheme_check',
  'num_nonnulls(energy_per_atom, formation_energy_per_atom, energy_above_hull) = 0 OR num_nonnulls(functional, correction_scheme) = 2',
)
@ObjectType('Material', {
  implements: Node,
  simpleResolvers: true,
  description:
    'A known phase: imported from a database with its crystal, or met by a prediction as a competing phase of a hull, a match or a prototype.',
})
export class Material extends Node {
  get nodeType(): NodeType {
    return 'Material';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Name of the collection, `materials-project`.' })
  source!: string;

  @Column({ name: 'source_id', type: 'text' })
  @Field(() => String, { description: 'Id in its collection, `mp-2998`.' })
  sourceId!: string;

  /** One for all spellings of an id: `mp-ft` for `mp-149`, `mp-ft` and `mp-aaaaaaft` of the Materials Project. */
  @Column({ name: 'source_key', type: 'text' })
  sourceKey!: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Reduced formula.' })
  formula!: string;

  @Index('material_composition_idx')
  @Column({ name: 'composition_id', type: 'uuid' })
  compositionId!: string;

  @ManyToOne(() => Composition, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'composition_id', foreignKeyConstraintName: 'material_composition_fkey' })
  composition?: Relation<Composition>;

  @Index('material_elements_idx', { type: 'gin' })
  @Column({ type: 'text', array: true })
  @Field(() => [Element], { description: 'By rising atomic number.' })
  elements!: string[];

  @Column({ name: 'number_of_elements', type: 'integer' })
  @Field(() => Int, { description: 'Different elements.' })
  numberOfElements!: number;

  @Column({ type: 'double precision', array: true, nullable: true })
  lattice!: number[] | null;

  @Column({ name: 'frac_coords', type: 'double precision', array: true, nullable: true })
  fracCoords!: number[] | null;

  @Column({ name: 'atomic_numbers', type: 'smallint', array: true, nullable: true })
  atomicNumbers!: number[] | null;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    name: 'numberOfSites',
    simple: false,
    nullable: true,
    description: 'In the cell as the source gives it; null where no crystal was imported.',
  })
  nsites!: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Of the cell as the source gives it, Å³.' })
  volume!: number | null;

  @Column({ name: 'volume_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Å³ per atom.' })
  volumePerAtom!: number | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'g/cm³.' })
  density!: number | null;

  @Column({ name: 'space_group_number', type: 'integer', nullable: true })
  spaceGroupNumber!: number | null;

  @Column({ name: 'space_group_symbol', type: 'text', nullable: true })
  spaceGroupSymbol!: string | null;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Tolerance of the symmetry search, Å: 0.1, or the largest smaller one that leads to a group.' })
  symprec!: number | null;

  @Index('material_prototype_idx')
  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Label by our own analysis, `ABC3_cP5_221_a_b_c`.' })
  prototype!: string | null;

  /** `storeFingerprint` of the geometry, little-endian; null for crystals stored before there was one. Never read with the rest of the row. */
  @Column({ type: 'bytea', nullable: true, select: false })
  fingerprint?: Buffer | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Under which the source gives the record, SPDX where it has an identifier.' })
  license!: string | null;

  @Column({ name: 'snapshot_date', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'ISO date of the state of the source, as exact as it is known: `2025-02`.' })
  snapshotDate!: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Behind the energies, `PBE/PBE+U`.' })
  functional!: string | null;

  @Column({ name: 'correction_scheme', type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Corrections behind the energies; energies compare only within one functional and one scheme.',
  })
  correctionScheme!: string | null;

  @Column({ name: 'energy_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Corrected, as the source gives it, eV/atom.' })
  energyPerAtom!: number | null;

  @Column({ name: 'formation_energy_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'As the source gives it, eV/atom.' })
  formationEnergyPerAtom!: number | null;

  @Column({ name: 'energy_above_hull', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'As the source gives it, over its own competing phases, eV/atom.' })
  energyAboveHull!: number | null;

  @Column({ name: 'band_gap', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'As the source gives it, eV.' })
  bandGap!: number | null;

  @Column({ name: 'is_theoretical', type: 'boolean', nullable: true })
  @Field(() => Boolean, { nullable: true, description: 'False for a crystal that was made; null where the source does not say.' })
  isTheoretical!: boolean | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Everything else the source reports, under its own names and in its own units.' })
  reported!: { readonly [name: string]: JsonValue } | null;

  @Index('material_import_idx')
  @Column({ name: 'import_id', type: 'uuid', nullable: true })
  importId!: string | null;

  @ManyToOne(() => MaterialImport, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'material_import_fkey' })
  import?: Relation<MaterialImport> | null;

  @Column({ name: 'imported_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When the crystal was last stored; null where none was imported.' })
  importedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => SpaceGroup, { nullable: true, description: 'Found with `symprec`; null where no crystal was imported.' })
  spaceGroup(): SpaceGroup | null {
    return this.spaceGroupNumber === null || this.spaceGroupSymbol === null ? null : { number: this.spaceGroupNumber, symbol: this.spaceGroupSymbol };
  }
}
