import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, Index } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { ImportKind, ImportRunner, ImportState } from '../enums/import-enums.js';
import { ImportKindEnum, ImportStateEnum } from '../enums/import-enums.js';
import type { NodeType } from '../node-id.js';
import { Node } from './node.js';

@Entity({ name: 'material_import' })
@Index('material_import_live_input_key', ['inputHash'], { unique: true, where: `state IN ('queued', 'running')` })
@Index('material_import_input_idx', ['inputHash', 'createdAt'])
@Index('material_import_created_at_idx', ['createdAt', 'id'])
@Index('material_import_open_idx', ['state', 'heartbeatAt'], { where: `state IN ('queued', 'running')` })
@Check('material_import_state_check', `state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')`)
@Check('material_import_kind_check', `kind IN ('files', 'materials-project', 'optimade')`)
@Check('material_import_runner_check', `runner IN ('command', 'worker')`)
@ObjectType('MaterialImport', { implements: Node, description: 'The reading of crystals from one source into the store.' })
export class MaterialImport extends Node {
  get nodeType(): NodeType {
    return 'MaterialImport';
  }

  @Column({ type: 'text' })
  @Field(() => ImportKindEnum)
  kind!: ImportKind;

  /** Files and folders by their whole path, or the base URL. */
  @Column({ type: 'text', array: true })
  locations!: string[];

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What the provider was asked for; null for everything.' })
  filter!: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Name of the collection under which the crystals stand; a record that names a known one goes there.' })
  source!: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of records that do not say theirs.' })
  license!: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of records that do not say theirs.' })
  functional!: string | null;

  @Column({ name: 'correction_scheme', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of records that do not say theirs.' })
  correctionScheme!: string | null;

  @Column({ name: 'snapshot_date', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Of records that do not say theirs.' })
  snapshotDate!: string | null;

  @Column({ type: 'text' })
  runner!: ImportRunner;

  @Column({ name: 'input_hash', type: 'text' })
  inputHash!: string;

  @Column({ type: 'text' })
  @Field(() => ImportStateEnum)
  state!: ImportState;

  /** Where the source goes on after what is stored; null at its beginning. */
  @Column({ type: 'jsonb', nullable: true })
  cursor!: unknown;

  @Column({ type: 'double precision', default: 0 })
  @Field(() => Float, { description: 'Bytes of files, or records of a provider, that are through.' })
  done!: number;

  @Column({ type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'In the unit of `done`; null where the source does not say.' })
  total!: number | null;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Crystals stored, new or replaced.' })
  stored!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Crystals left alone since the store has a newer snapshot of them.' })
  outdated!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Records that could not be read or analyzed; `rejections` says why.' })
  rejected!: number;

  @Column({ name: 'claim_token', type: 'uuid', nullable: true })
  claimToken!: string | null;

  @Column({ name: 'claimed_by', type: 'text', nullable: true })
  claimedBy!: string | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  heartbeatAt!: Date;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'How often work on it was taken up.' })
  attempts!: number;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  failureCode!: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  failureMessage!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => [String], { name: 'locations', description: 'Names of files and folders, or the base URL.' })
  shownLocations(): string[] {
    // Where files lie on the server is nobody's business.
    return this.kind === 'files' ? this.locations.map((path) => path.split(/[\\/]/).at(-1) ?? '') : this.locations;
  }
}
