import { Field, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { EventKind, WorkStage } from '../enums/prediction-enums.js';
import { EventKindEnum, PredictionStageNameEnum } from '../enums/prediction-enums.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';
import { Prediction } from './prediction.js';

@Entity({ name: 'prediction_event' })
@Unique('prediction_event_sequence_key', ['predictionId', 'sequence'])
@ObjectType('PredictionEvent', { implements: Node, description: 'Something that happened to a prediction.' })
export class PredictionEvent extends Node {
  get nodeType(): NodeType {
    return 'PredictionEvent';
  }

  @Column({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'prediction_event_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'The sequence of the prediction after this event.' })
  sequence!: number;

  @Column({ type: 'text' })
  @Field(() => EventKindEnum)
  kind!: EventKind;

  @Column({ type: 'text', nullable: true })
  @Field(() => PredictionStageNameEnum, { nullable: true })
  stage!: WorkStage | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'In English, for people.' })
  message!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;
}
