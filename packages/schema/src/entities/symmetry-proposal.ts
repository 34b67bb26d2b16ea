import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { NodeType } from '../node-id.js';
import { SpaceGroup } from '../results/space-group-label.js';
import { WyckoffAssignment } from '../results/wyckoff-assignment.js';
import { Node } from './node.js';
import { Prediction } from './prediction.js';

@Entity({ name: 'symmetry_proposal' })
@Unique('symmetry_proposal_space_group_key', ['predictionId', 'spaceGroupNumber'])
@Check('symmetry_proposal_space_group_check', 'space_group_number BETWEEN 1 AND 230')
@Check('symmetry_proposal_probability_check', 'probability BETWEEN 0 AND 1')
@ObjectType('SymmetryProposal', {
  implements: Node,
  simpleResolvers: true,
  description: 'A space group proposed for a composition, with its Wyckoff assignments.',
})
export class SymmetryProposal extends Node {
  get nodeType(): NodeType {
    return 'SymmetryProposal';
  }

  @Column({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'symmetry_proposal_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @Column({ name: 'space_group_number', type: 'integer' })
  spaceGroupNumber!: number;

  @Column({ name: 'space_group_symbol', type: 'text' })
  spaceGroupSymbol!: string;

  @Field(() => SpaceGroup)
  spaceGroup(): SpaceGroup {
    return { number: this.spaceGroupNumber, symbol: this.spaceGroupSymbol };
  }

  @Column({ name: 'ordinal', type: 'integer' })
  @Field(() => Int, { description: 'Place by probability, from 0.' })
  ordinal!: number;

  @Column({ type: 'double precision' })
  @Field(() => Float)
  probability!: number;

  @Column({ type: 'jsonb' })
  @Field(() => [WyckoffAssignment])
  assignments!: WyckoffAssignment[];

  @Column({ name: 'impossible_because', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why nothing can be generated in this group; null where something can.' })
  impossibleBecause!: string | null;
}
