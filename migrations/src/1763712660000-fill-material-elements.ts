import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Materials that predictions met before know their elements too. */
export class FillMaterialElements1763712660000 implements MigrationInterface {
  readonly name = 'FillMaterialElements1763712660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE material m SET elements = c.elements, number_of_elements = c.number_of_elements FROM composition c WHERE c.id = m.composition_id`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE material SET elements = NULL, number_of_elements = NULL`);
  }
}
