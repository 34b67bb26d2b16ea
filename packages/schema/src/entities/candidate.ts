import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { CandidateState, Generator } from '../enums/prediction-enums.js';
import { CandidateStateEnum, GeneratorEnum } from '../enums/prediction-enums.js';
import type { NodeType } from '../node-id.js';
import { ScreeningTest } from '../results/screening-test.js';
import { WyckoffAssignment } from '../results/wyckoff-assignment.js';
import { Material } from './material.js';
import { Node } from './node.js';
import { Prediction } from './prediction.js';
import { SymmetryProposal } from './symmetry-proposal.js';

@Entity({ name: 'candidate' })
@Unique('candidate_key_key', ['predictionId', 'key'])
@Unique('candidate_ordinal_key', ['predictionId', 'ordinal'])
@Index('candidate_energy_idx', ['predictionId', 'energyPerAtom', 'id'])
@Index('candidate_likelihood_idx', ['predictionId', 'likelihood', 'id'])
@Index('candidate_state_idx', ['predictionId', 'state'])
@Index('candidate_proposal_idx', ['symmetryProposalId'])
@Index('candidate_source_material_idx', ['sourceMaterialId'])
@Check('candidate_lattice_check', 'cardinality(lattice) = 9')
@Check('candidate_geometry_check', 'nsites >= 1 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites')
@Check('candidate_generator_check', `generator IN ('substitution', 'symmetric', 'import')`)
@Check('candidate_state_check', `state IN ('generated', 'rejected', 'duplicate', 'screened', 'relaxed', 'merged', 'ranked')`)
@ObjectType('Candidate', {
  implements: Node,
  simpleResolvers: true,
  description: 'A crystal as it was generated, with what the screening said of it.',
})
export class Candidate extends Node {
  get nodeType(): NodeType {
    return 'Candidate';
  }

  @Column({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'candidate_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @Column({ name: 'symmetry_proposal_id', type: 'uuid', nullable: true })
  symmetryProposalId!: string | null;

  @ManyToOne(() => SymmetryProposal, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'symmetry_proposal_id', foreignKeyConstraintName: 'candidate_symmetry_proposal_fkey' })
  symmetryProposal?: Relation<SymmetryProposal> | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Portion and place within it, `c0003-00017`; the same on every run with this seed.' })
  key!: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Rises in the order of generation; not without gaps.' })
  ordinal!: number;

  @Column({ type: 'double precision', array: true })
  lattice!: number[];

  @Column({ name: 'frac_coords', type: 'double precision', array: true })
  fracCoords!: number[];

  @Column({ name: 'atomic_numbers', type: 'integer', array: true })
  atomicNumbers!: number[];

  @Column({ type: 'integer' })
  @Field(() => Int, { name: 'numberOfSites', simple: false, description: 'In the primitive cell.' })
  nsites!: number;

  @Column({ name: 'volume_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Å³ per atom.' })
  volumePerAtom!: number;

  @Column({ type: 'text' })
  @Field(() => GeneratorEnum)
  generator!: Generator;

  @Column({ name: 'space_group_number', type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'Space group it was generated in; null for an imported one.' })
  spaceGroupNumber!: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Label of the prototype it was made from; null where it was not made from one.' })
  prototype!: string | null;

  @Column({ name: 'source_formula', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Formula of the known crystal whose elements were replaced.' })
  sourceFormula!: string | null;

  @Column({ name: 'source_material_id', type: 'uuid', nullable: true })
  sourceMaterialId!: string | null;

  @ManyToOne(() => Material, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'source_material_id', foreignKeyConstraintName: 'candidate_source_material_fkey' })
  sourceMaterial?: Relation<Material> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => WyckoffAssignment, { nullable: true, description: 'Positions it was generated on; null where it was made from a prototype.' })
  assignment!: WyckoffAssignment | null;

  @Column({ type: 'double precision' })
  @Field(() => Float, { description: 'How well its origin fits these elements, in (0, 1].' })
  likelihood!: number;

  @Column({ type: 'text' })
  @Field(() => CandidateStateEnum)
  state!: CandidateState;

  @Column({ name: 'rejected_because', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Name of the test it failed; null where it failed none.' })
  rejectedBecause!: string | null;

  @Column({ name: 'duplicate_of_key', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Key of the earlier candidate it repeats.' })
  duplicateOfKey!: string | null;

  @Column({ name: 'screening_tests', type: 'jsonb', default: '[]' })
  @Field(() => [ScreeningTest])
  screeningTests!: ScreeningTest[];

  @Column({ name: 'energy_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Single point on the generated geometry, eV/atom.' })
  energyPerAtom!: number | null;

  @Column({ name: 'energy_uncertainty_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Estimated standard deviation of the energy after relaxation, eV/atom.' })
  energyUncertaintyPerAtom!: number | null;
}
