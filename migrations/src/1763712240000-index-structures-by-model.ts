import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From a model to the structures it judged. */
export class IndexStructuresByModel1763712240000 implements MigrationInterface {
  readonly name = 'IndexStructuresByModel1763712240000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX relaxed_structure_energy_model_idx ON relaxed_structure (energy_model_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX relaxed_structure_energy_model_idx`);
  }
}
