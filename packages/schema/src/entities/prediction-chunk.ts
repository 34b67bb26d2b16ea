import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { WorkStage } from '../enums/prediction-enums.js';
import { Prediction } from './prediction.js';

export const CHUNK_STATES = ['pending', 'running', 'done', 'failed', 'cancelled'] as const;
export type ChunkState = (typeof CHUNK_STATES)[number];

/** One portion of one stage: who holds it, and its immutable output. Not shown by the API. */
@Entity({ name: 'prediction_chunk' })
@Index('prediction_chunk_open_idx', ['state', 'heartbeatAt'], { where: `state IN ('pending', 'running')` })
@Check('prediction_chunk_stage_check', `stage IN ('propose', 'generate', 'screen', 'select', 'relax', 'reference', 'rank')`)
@Check('prediction_chunk_state_check', `state IN ('pending', 'running', 'done', 'failed', 'cancelled')`)
@Check('prediction_chunk_output_check', `(state = 'done') = (output IS NOT NULL)`)
export class PredictionChunk {
  @PrimaryColumn({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'prediction_chunk_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @PrimaryColumn({ type: 'text' })
  stage!: WorkStage;

  @PrimaryColumn({ name: 'chunk_index', type: 'integer' })
  chunkIndex!: number;

  @Column({ type: 'text' })
  state!: ChunkState;

  /** Pieces in this portion, and how many of them are through. */
  @Column({ type: 'integer' })
  total!: number;

  @Column({ type: 'integer', default: 0 })
  done!: number;

  /** Whoever writes must name the token of the present claim. */
  @Column({ name: 'claim_token', type: 'uuid', nullable: true })
  claimToken!: string | null;

  @Column({ name: 'claimed_by', type: 'text', nullable: true })
  claimedBy!: string | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  heartbeatAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode!: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  failureMessage!: string | null;

  /** The stage's value as gzipped JSON. */
  @Column({ type: 'bytea', nullable: true, select: false })
  output!: Buffer | null;

  /** Length of the list in the output. */
  @Column({ name: 'output_count', type: 'integer', default: 0 })
  outputCount!: number;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
