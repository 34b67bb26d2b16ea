import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, the first of them the owner of the installation; every token belongs to one. */
export class CreateMembers1795312800000 implements MigrationInterface {
  readonly name = 'CreateMembers1795312800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE member (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      email text,
      role text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      removed_at timestamptz(3),
      CONSTRAINT member_local_owner_check CHECK (id <> '00000000-0000-4000-8000-000000000001' OR (role = 'owner' AND removed_at IS NULL)),
      CONSTRAINT member_role_check CHECK (role IN ('owner', 'member', 'viewer')),
      CONSTRAINT "PK_97cbbe986ce9d14ca5894fdc072" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX member_name_key ON member (name) WHERE removed_at IS NULL`);
    await runner.query(`INSERT INTO member (id, name, role) VALUES ('00000000-0000-4000-8000-000000000001', 'Local owner', 'owner')`);
    // Tokens that were made before there were members are the owner's.
    await runner.query(`ALTER TABLE api_token ADD member_id uuid NOT NULL DEFAULT '00000000-0000-4000-8000-000000000001'`);
    await runner.query(`ALTER TABLE api_token ALTER COLUMN member_id DROP DEFAULT`);
    await runner.query(`CREATE INDEX api_token_member_idx ON api_token (member_id)`);
    await runner.query(`ALTER TABLE api_token ADD CONSTRAINT api_token_member_fkey FOREIGN KEY (member_id) REFERENCES member(id) ON DELETE RESTRICT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_token DROP COLUMN member_id`);
    await runner.query(`DROP TABLE member`);
  }
}
