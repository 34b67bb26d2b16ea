import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Prediction } from './prediction.js';
import { Search } from './search.js';

/** A key a client gave to a request, so that sending it again starts nothing new. */
@Entity({ name: 'idempotency_key' })
@Index('idempotency_key_prediction_idx', ['predictionId'])
@Index('idempotency_key_search_idx', ['searchId'])
@Check('idempotency_key_started_check', 'num_nonnulls(prediction_id, search_id) = 1')
export class IdempotencyKey {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ name: 'input_hash', type: 'text' })
  inputHash!: string;

  /** What the request started: a prediction or a search. */
  @Column({ name: 'prediction_id', type: 'uuid', nullable: true })
  predictionId!: string | null;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'idempotency_key_prediction_fkey' })
  prediction?: Relation<Prediction> | null;

  @Column({ name: 'search_id', type: 'uuid', nullable: true })
  searchId!: string | null;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'idempotency_key_search_fkey' })
  search?: Relation<Search> | null;
}
