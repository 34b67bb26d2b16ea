import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { StopReason } from '@kessho/core/prediction/stage-types';
import type { OperatorName } from '@kessho/core/search/search-types';
import { StopReasonEnum } from '../enums/prediction-enums.js';
import type { Verdict } from '../enums/search-enums.js';
import { SearchOperatorEnum, VerdictEnum } from '../enums/search-enums.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';
import { Search } from './search.js';

@Entity({ name: 'search_individual' })
@Index('search_individual_ordinal_key', ['searchId', 'ordinal'], { unique: true })
@Check('search_individual_start_check', 'cardinality(start_lattice) = 9 AND cardinality(start_frac_coords) = 3 * cardinality(start_atomic_numbers)')
@Check(
  'search_individual_outcome_check',
  '(verdict IS NULL) = (lattice IS NULL) AND (lattice IS NULL OR (cardinality(lattice) = 9 AND cardinality(frac_coords) = 3 * cardinality(atomic_numbers)))',
)
@ObjectType('SearchIndividual', { implements: Node, description: 'One crystal that a search made, with its descent.' })
export class SearchIndividual extends Node {
  get nodeType(): NodeType {
    return 'SearchIndividual';
  }

  @Column({ name: 'search_id', type: 'uuid' })
  searchId!: string;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'search_individual_search_fkey' })
  search?: Relation<Search>;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Place in the order in which they were made, from 0.' })
  ordinal!: number;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: '0 without parents, else one more than the latest of theirs.' })
  generation!: number;

  @Column({ type: 'text' })
  @Field(() => SearchOperatorEnum)
  operator!: OperatorName;

  /** Ordinals. */
  @Column({ name: 'parents', type: 'integer', array: true })
  parentOrdinals!: number[];

  @Column({ type: 'jsonb' })
  discarded!: { readonly [reason: string]: number };

  @Column({ name: 'pool_place', type: 'integer', nullable: true })
  poolPlace!: number | null;

  @Column({ name: 'start_lattice', type: 'double precision', array: true })
  startLattice!: number[];

  @Column({ name: 'start_frac_coords', type: 'double precision', array: true })
  startFracCoords!: number[];

  @Column({ name: 'start_atomic_numbers', type: 'integer', array: true })
  startAtomicNumbers!: number[];

  @Column({ type: 'double precision', array: true, nullable: true })
  lattice!: number[] | null;

  @Column({ name: 'frac_coords', type: 'double precision', array: true, nullable: true })
  fracCoords!: number[] | null;

  @Column({ name: 'atomic_numbers', type: 'integer', array: true, nullable: true })
  atomicNumbers!: number[] | null;

  @Column({ name: 'energy_per_atom', type: 'double precision', nullable: true })
  energyPerAtom!: number | null;

  @Column({ name: 'enthalpy_per_atom', type: 'double precision', nullable: true })
  enthalpyPerAtom!: number | null;

  @Column({ name: 'max_force', type: 'double precision', nullable: true })
  maxForce!: number | null;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'Steps of its relaxation.' })
  steps!: number | null;

  @Column({ name: 'stop_reason', type: 'text', nullable: true })
  @Field(() => StopReasonEnum, { nullable: true })
  stopReason!: StopReason | null;

  @Column({ name: 'space_group_number', type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'After relaxation, at symprec 0.03 Å.' })
  spaceGroupNumber!: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => VerdictEnum, { nullable: true, description: 'Null until it is relaxed.' })
  verdict!: Verdict | null;

  /** Ordinal of the phase that it is or founded. */
  @Column({ type: 'integer', nullable: true })
  phase!: number | null;

  @Field(() => Float, {
    name: 'enthalpyPerAtom',
    nullable: true,
    description: 'eV/atom; null until it is relaxed, and where the relaxation came to no sound end.',
  })
  soundEnthalpyPerAtom(): number | null {
    return this.verdict === 'unsound' ? null : this.enthalpyPerAtom;
  }
}
