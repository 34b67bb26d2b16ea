import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { NodeType } from '../node-id.js';
import { SpaceGroup } from '../results/space-group-label.js';
import { Composition } from './composition.js';
import { Node } from './node.js';
import { Search } from './search.js';

@Entity({ name: 'search_phase' })
@Index('search_phase_ordinal_key', ['searchId', 'ordinal'], { unique: true })
@Index('search_phase_rank_idx', ['searchId', 'rank', 'id'])
@Index('search_phase_composition_idx', ['compositionId'])
@Check('search_phase_rank_check', 'rank IS NULL OR rank >= 1')
@ObjectType('SearchPhase', { implements: Node, description: 'A distinct relaxed crystal that a search found.' })
export class SearchPhase extends Node {
  get nodeType(): NodeType {
    return 'SearchPhase';
  }

  @Column({ name: 'search_id', type: 'uuid' })
  searchId!: string;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'search_phase_search_fkey' })
  search?: Relation<Search>;

  @Column({ type: 'integer' })
  ordinal!: number;

  /** Ordinal of the individual that stands for it. */
  @Column({ name: 'individual', type: 'integer' })
  individualOrdinal!: number;

  @Column({ name: 'composition_id', type: 'uuid' })
  compositionId!: string;

  @ManyToOne(() => Composition, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'composition_id', foreignKeyConstraintName: 'search_phase_composition_fkey' })
  composition?: Relation<Composition>;

  @Column({ name: 'energy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'eV/atom, of the model of the search.' })
  energyPerAtom!: number;

  @Column({ name: 'enthalpy_per_atom', type: 'double precision' })
  @Field(() => Float, { description: '(E + pV)/n, eV/atom.' })
  enthalpyPerAtom!: number;

  @Column({ name: 'volume_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Å³ per atom.' })
  volumePerAtom!: number;

  @Column({ name: 'space_group_number', type: 'integer', nullable: true })
  spaceGroupNumber!: number | null;

  @Column({ name: 'space_group_symbol', type: 'text', nullable: true })
  spaceGroupSymbol!: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Null until it is ranked, and where no group fits.' })
  prototype!: string | null;

  /** Ordinal of the oldest phase whose structure it matches. */
  @Column({ type: 'integer' })
  niche!: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Individuals that became it.' })
  members!: number;

  @Column({ name: 'found_at', type: 'integer' })
  @Field(() => Int, { description: 'Number of the relaxation after which it was found.' })
  foundAt!: number;

  @Column({ type: 'integer' })
  fruitless!: number;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'From 1, by energy above the hull in a search of many compositions, else by enthalpy; brought up to date now and then.',
  })
  rank!: number | null;

  @Column({ name: 'formation_energy_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'From the elements in the same model, eV/atom.' })
  formationEnergyPerAtom!: number | null;

  @Column({ name: 'energy_above_hull', type: 'double precision', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'Above the hull of the elements and all that the search found, eV/atom; null in a search of one composition.',
  })
  energyAboveHull!: number | null;

  @Column({ name: 'energy_above_known_hull', type: 'double precision', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description:
      'Above the hull of the known phases in the same model, eV/atom, negative below it; null where they are not known, as under pressure.',
  })
  energyAboveKnownHull!: number | null;

  @Field(() => SpaceGroup, { nullable: true, description: 'At symprec 0.03 Å; null until it is ranked, and where no group fits.' })
  spaceGroup(): SpaceGroup | null {
    return this.spaceGroupNumber === null || this.spaceGroupSymbol === null ? null : { number: this.spaceGroupNumber, symbol: this.spaceGroupSymbol };
  }
}
