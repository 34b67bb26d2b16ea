import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Elements and their number in one index: neither alone says much of a chemical system. */
export class IndexChemicalSystems1763716260000 implements MigrationInterface {
  readonly name = 'IndexChemicalSystems1763716260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX material_system_idx ON material USING gin (array_append(elements, number_of_elements::text))`);
    await runner.query(`CREATE INDEX composition_system_idx ON composition USING gin (array_append(elements, number_of_elements::text))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX composition_system_idx`);
    await runner.query(`DROP INDEX material_system_idx`);
  }
}
