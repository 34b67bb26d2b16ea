import type { MigrationInterface, QueryRunner } from 'typeorm';

const STAGES = `'propose', 'generate', 'screen', 'select', 'relax', 'rank'`;
const STAGES_WITH_REFERENCE = `'propose', 'generate', 'screen', 'select', 'relax', 'reference', 'rank'`;

/** Known crystals are relaxed for the hull of a prediction under pressure or with a judge: each as a row of its own, and sets that name them. */
export class AddRelaxedReferences1795316400000 implements MigrationInterface {
  readonly name = 'AddRelaxedReferences1795316400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reference_phase (
      energy_model_id uuid NOT NULL,
      pressure_gpa double precision NOT NULL,
      version integer NOT NULL,
      source_id text NOT NULL,
      formula text NOT NULL,
      energy_per_atom double precision NOT NULL,
      enthalpy_per_atom double precision NOT NULL,
      volume_per_atom double precision NOT NULL,
      stop_reason text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT reference_phase_pkey PRIMARY KEY (energy_model_id, pressure_gpa, version, source_id)
    )`);
    await runner.query(
      `ALTER TABLE reference_phase ADD CONSTRAINT reference_phase_energy_model_fkey FOREIGN KEY (energy_model_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
    await runner.query(`ALTER TABLE reference_set ADD pressure_gpa double precision NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE reference_set ADD chemical_system text`);
    await runner.query(`ALTER TABLE reference_set ADD held_out text`);
    await runner.query(`ALTER TABLE reference_set ADD window_per_atom double precision NOT NULL DEFAULT 0.1`);
    await runner.query(`ALTER TABLE reference_set ALTER window_per_atom DROP DEFAULT`);
    await runner.query(`ALTER TABLE reference_set ADD members text[]`);
    await runner.query(`ALTER TABLE judgement ADD reference_set_id uuid`);
    await runner.query(`ALTER TABLE judgement ADD formation_energy_per_atom double precision`);
    await runner.query(`ALTER TABLE judgement ADD energy_above_hull double precision`);
    await runner.query(
      `ALTER TABLE judgement ADD CONSTRAINT judgement_reference_set_fkey FOREIGN KEY (reference_set_id) REFERENCES reference_set(id) ON DELETE RESTRICT`,
    );
    await runner.query(`ALTER TABLE prediction ADD reference_demand text NOT NULL DEFAULT 'as-needed'`);
    await runner.query(
      `ALTER TABLE prediction ADD CONSTRAINT prediction_reference_demand_check CHECK (reference_demand IN ('as-needed', 'relaxed', 'none'))`,
    );
    await replaceStages(runner, STAGES_WITH_REFERENCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM prediction_chunk WHERE stage = 'reference'`);
    await runner.query(`DELETE FROM prediction_stage WHERE name = 'reference'`);
    await replaceStages(runner, STAGES);
    await runner.query(`ALTER TABLE prediction DROP COLUMN reference_demand`);
    await runner.query(`ALTER TABLE judgement DROP COLUMN energy_above_hull, DROP COLUMN formation_energy_per_atom, DROP COLUMN reference_set_id`);
    await runner.query(
      `ALTER TABLE reference_set DROP COLUMN members, DROP COLUMN window_per_atom, DROP COLUMN held_out, DROP COLUMN chemical_system, DROP COLUMN pressure_gpa`,
    );
    await runner.query(`DROP TABLE reference_phase`);
  }
}

async function replaceStages(runner: QueryRunner, stages: string): Promise<void> {
  for (const [table, column, check] of [
    ['prediction_chunk', 'stage', 'prediction_chunk_stage_check'],
    ['prediction_stage', 'name', 'prediction_stage_name_check'],
  ]) {
    await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${check}`);
    await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${column} IN (${stages}))`);
  }
}
