import type { Relation } from 'typeorm';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { SearchTaskState } from '../enums/search-enums.js';
import { Search } from './search.js';

/** A relaxation that is begun and not yet taken in: who holds it, and its result. Not shown by the API. */
@Entity({ name: 'search_task' })
@Index('search_task_open_idx', ['state', 'heartbeatAt'], { where: `state IN ('pending', 'running')` })
@Check('search_task_state_check', `state IN ('pending', 'running', 'done')`)
@Check('search_task_result_check', `(state = 'done') = (result IS NOT NULL)`)
export class SearchTask {
  @PrimaryColumn({ name: 'search_id', type: 'uuid' })
  searchId!: string;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'search_task_search_fkey' })
  search?: Relation<Search>;

  @PrimaryColumn({ name: 'task_index', type: 'integer' })
  taskIndex!: number;

  /** `RelaxationTask` of the core, by the structured clone of V8. */
  @Column({ type: 'bytea' })
  task!: Buffer;

  @Column({ type: 'text', default: 'pending' })
  state!: SearchTaskState;

  /** Whoever writes must name the token of the present claim. */
  @Column({ name: 'claim_token', type: 'uuid', nullable: true })
  claimToken!: string | null;

  @Column({ name: 'claimed_by', type: 'text', nullable: true })
  claimedBy!: string | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  heartbeatAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** `RelaxationResult` of the core, likewise. */
  @Column({ type: 'bytea', nullable: true })
  result!: Buffer | null;
}
