import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who started a prediction or a search; unknown of those that are there already. */
export class RecordStarters1795320120000 implements MigrationInterface {
  readonly name = 'RecordStarters1795320120000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of STARTED) {
      await runner.query(`ALTER TABLE ${table} ADD started_by uuid`);
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_started_by_fkey FOREIGN KEY (started_by) REFERENCES member(id) ON DELETE RESTRICT`,
      );
      await runner.query(`CREATE INDEX ${table}_started_by_idx ON ${table} (started_by, created_at, id)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of STARTED) await runner.query(`ALTER TABLE ${table} DROP COLUMN started_by`);
  }
}

const STARTED = ['prediction', 'search'] as const;
