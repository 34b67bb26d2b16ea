import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How well the prototype of a ranked structure fits its elements, beside its energy. */
export class AddStructureLikelihood1763712180000 implements MigrationInterface {
  readonly name = 'AddStructureLikelihood1763712180000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE relaxed_structure ADD likelihood double precision`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE relaxed_structure DROP COLUMN likelihood`);
  }
}
