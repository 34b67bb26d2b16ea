import type { Relation } from 'typeorm';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Prediction } from './prediction.js';

/** A key a client gave to a request, so that sending it again starts nothing new. */
@Entity({ name: 'idempotency_key' })
export class IdempotencyKey {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ name: 'input_hash', type: 'text' })
  inputHash!: string;

  @Column({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'idempotency_key_prediction_fkey' })
  prediction?: Relation<Prediction>;
}
