import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys to the API. */
export class CreateApiTokens1763712120000 implements MigrationInterface {
  readonly name = 'CreateApiTokens1763712120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE api_token (
      prefix text NOT NULL,
      name text NOT NULL,
      secret_hash text NOT NULL,
      scopes text[] NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      last_used_at timestamptz(3),
      expires_at timestamptz(3),
      CONSTRAINT api_token_scopes_check CHECK (cardinality(scopes) >= 1 AND scopes <@ ARRAY['read', 'write', 'admin']),
      CONSTRAINT "PK_809d53d86ec3feff3e5d3760c30" PRIMARY KEY (prefix)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE api_token`);
  }
}
