import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From elements to the compositions that hold them, and known crystals in the order of their ids. */
export class IndexElementsAndSources1763712300000 implements MigrationInterface {
  readonly name = 'IndexElementsAndSources1763712300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX composition_elements_idx ON composition USING gin (elements)`);
    await runner.query(`CREATE INDEX material_source_id_idx ON material (source_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX material_source_id_idx`);
    await runner.query(`DROP INDEX composition_elements_idx`);
  }
}
