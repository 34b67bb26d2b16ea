import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row for each key of a source. */
export class IndexSourceKeys1763713920000 implements MigrationInterface {
  readonly name = 'IndexSourceKeys1763713920000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material ALTER source_key SET NOT NULL`);
    await runner.query(`ALTER TABLE material ADD CONSTRAINT material_source_key_key UNIQUE (source, source_key)`);
    await runner.query(`CREATE INDEX material_source_key_idx ON material (source_key)`);
    await runner.query(`ALTER TABLE material DROP CONSTRAINT material_source_key`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material ADD CONSTRAINT material_source_key UNIQUE (source, source_id)`);
    await runner.query(`DROP INDEX material_source_key_idx`);
    await runner.query(`ALTER TABLE material DROP CONSTRAINT material_source_key_key`);
    await runner.query(`ALTER TABLE material ALTER source_key DROP NOT NULL`);
  }
}
