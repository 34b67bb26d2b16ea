import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second potential may judge the finalists of a prediction; its energies stand apart from those of the searching one. */
export class AddJudgements1763716200000 implements MigrationInterface {
  readonly name = 'AddJudgements1763716200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE prediction ADD judge_id uuid`);
    await runner.query(
      `ALTER TABLE prediction ADD CONSTRAINT prediction_judge_fkey FOREIGN KEY (judge_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
    await runner.query(`CREATE TABLE judgement (
      structure_id uuid NOT NULL,
      energy_model_id uuid NOT NULL,
      energy_per_atom double precision NOT NULL,
      enthalpy_per_atom double precision NOT NULL,
      max_force double precision NOT NULL,
      steps integer NOT NULL,
      stop_reason text NOT NULL,
      CONSTRAINT judgement_pkey PRIMARY KEY (structure_id)
    )`);
    await runner.query(
      `ALTER TABLE judgement ADD CONSTRAINT judgement_structure_fkey FOREIGN KEY (structure_id) REFERENCES relaxed_structure(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE judgement ADD CONSTRAINT judgement_energy_model_fkey FOREIGN KEY (energy_model_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE judgement`);
    await runner.query(`ALTER TABLE prediction DROP COLUMN judge_id`);
  }
}
