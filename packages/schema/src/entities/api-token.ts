import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key to the API. Only the hash of its secret is kept. */
@Entity({ name: 'api_token' })
@Check('api_token_scopes_check', `cardinality(scopes) >= 1 AND scopes <@ ARRAY['read', 'write', 'admin']`)
export class ApiToken {
  /** The public part, by which a token is found and named. */
  @PrimaryColumn({ type: 'text' })
  prefix!: string;

  @Column({ type: 'text' })
  name!: string;

  /** sha256 of the secret, lower-case hexadecimal. */
  @Column({ name: 'secret_hash', type: 'text' })
  secretHash!: string;

  @Column({ type: 'text', array: true })
  scopes!: Scope[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;
}
