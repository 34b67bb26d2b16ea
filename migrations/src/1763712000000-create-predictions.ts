import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests, their stages and portions of work, and what happened to them. */
export class CreatePredictions1763712000000 implements MigrationInterface {
  readonly name = 'CreatePredictions1763712000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE composition (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      formula text NOT NULL,
      anonymous_formula text NOT NULL,
      chemical_system text NOT NULL,
      elements text[] NOT NULL,
      counts integer[] NOT NULL,
      atomic_numbers integer[] NOT NULL,
      number_of_elements integer NOT NULL,
      CONSTRAINT "PK_fe1f22ddd91de262f6ef0b5f64d" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX composition_formula_key ON composition (formula)`);
    await runner.query(`CREATE INDEX composition_anonymous_formula_idx ON composition (anonymous_formula)`);
    await runner.query(`CREATE INDEX composition_chemical_system_idx ON composition (chemical_system)`);
    await runner.query(`CREATE TABLE energy_model (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      version text NOT NULL,
      "sha256" text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT energy_model_identity_key UNIQUE (name, version, "sha256"),
      CONSTRAINT "PK_ff06f0a25e8fc013418b62f58c6" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE reference_set (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      name text NOT NULL,
      snapshot_date text NOT NULL,
      energy_model_id uuid NOT NULL,
      entries integer NOT NULL,
      geometry text NOT NULL,
      CONSTRAINT reference_set_identity_key UNIQUE (name, snapshot_date, energy_model_id),
      CONSTRAINT "PK_aab33a7da5ad1266ad6a3757fdd" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE prediction (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      composition_id uuid NOT NULL,
      formula_text text NOT NULL,
      seed text NOT NULL,
      budget text NOT NULL,
      max_atoms integer NOT NULL,
      space_groups integer[] NOT NULL,
      pressure_gpa double precision NOT NULL,
      holdout boolean NOT NULL,
      input_hash text NOT NULL,
      models_version text NOT NULL,
      code_version text NOT NULL,
      model_ids uuid[] NOT NULL DEFAULT '{}',
      reference_set_id uuid,
      state text NOT NULL,
      stage text,
      turn integer NOT NULL,
      sequence integer NOT NULL DEFAULT '0',
      generated_count integer NOT NULL DEFAULT '0',
      volume_per_atom double precision,
      failure_code text,
      failure_message text,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      CONSTRAINT prediction_max_atoms_check CHECK (max_atoms BETWEEN 1 AND 1000),
      CONSTRAINT prediction_budget_check CHECK (budget IN ('quick', 'standard', 'thorough')),
      CONSTRAINT prediction_state_check CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      CONSTRAINT "PK_23df2ceecea9f8bbb996ff056a3" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX prediction_live_input_key ON prediction (input_hash) WHERE state IN ('queued', 'running', 'succeeded')`);
    await runner.query(`CREATE INDEX prediction_state_idx ON prediction (state)`);
    await runner.query(`CREATE INDEX prediction_composition_idx ON prediction (composition_id, created_at)`);
    await runner.query(`CREATE INDEX prediction_finished_at_idx ON prediction (finished_at, id)`);
    await runner.query(`CREATE INDEX prediction_created_at_idx ON prediction (created_at, id)`);
    await runner.query(`CREATE TABLE idempotency_key (
      key text NOT NULL,
      input_hash text NOT NULL,
      prediction_id uuid NOT NULL,
      CONSTRAINT "PK_d11c5a1a06b13e8ea6c9f3a8d9c" PRIMARY KEY (key)
    )`);
    await runner.query(`CREATE TABLE prediction_stage (
      prediction_id uuid NOT NULL,
      name text NOT NULL,
      state text NOT NULL,
      done integer NOT NULL DEFAULT '0',
      total integer NOT NULL DEFAULT '0',
      started_at timestamptz(3),
      finished_at timestamptz(3),
      attempts integer NOT NULL DEFAULT '0',
      CONSTRAINT prediction_stage_done_check CHECK (done >= 0 AND total >= 0 AND done <= total),
      CONSTRAINT prediction_stage_state_check CHECK (state IN ('pending', 'running', 'done', 'failed', 'cancelled')),
      CONSTRAINT prediction_stage_name_check CHECK (name IN ('propose', 'generate', 'screen', 'select', 'relax', 'rank')),
      CONSTRAINT "PK_2496a45167d277f1e81ae5ec271" PRIMARY KEY (prediction_id, name)
    )`);
    await runner.query(`CREATE TABLE prediction_chunk (
      prediction_id uuid NOT NULL,
      stage text NOT NULL,
      chunk_index integer NOT NULL,
      state text NOT NULL,
      total integer NOT NULL,
      done integer NOT NULL DEFAULT '0',
      claim_token uuid,
      claimed_by text,
      heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT '0',
      failure_code text,
      failure_message text,
      output bytea,
      output_count integer NOT NULL DEFAULT '0',
      started_at timestamptz(3),
      finished_at timestamptz(3),
      CONSTRAINT prediction_chunk_output_check CHECK ((state = 'done') = (output IS NOT NULL)),
      CONSTRAINT prediction_chunk_state_check CHECK (state IN ('pending', 'running', 'done', 'failed', 'cancelled')),
      CONSTRAINT prediction_chunk_stage_check CHECK (stage IN ('propose', 'generate', 'screen', 'select', 'relax', 'rank')),
      CONSTRAINT "PK_081a9c6fe3af909fa77aa4a43a3" PRIMARY KEY (prediction_id, stage, chunk_index)
    )`);
    await runner.query(`CREATE INDEX prediction_chunk_open_idx ON prediction_chunk (state, heartbeat_at) WHERE state IN ('pending', 'running')`);
    await runner.query(`CREATE TABLE prediction_event (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      prediction_id uuid NOT NULL,
      sequence integer NOT NULL,
      kind text NOT NULL,
      stage text,
      message text NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT prediction_event_sequence_key UNIQUE (prediction_id, sequence),
      CONSTRAINT "PK_9b365c2c970f9f7b1ca1087b83f" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE rejection_count (
      prediction_id uuid NOT NULL,
      stage text NOT NULL,
      reason text NOT NULL,
      count integer NOT NULL,
      CONSTRAINT rejection_count_count_check CHECK (count >= 1),
      CONSTRAINT "PK_c06f45a74693f5cbe9d727682e7" PRIMARY KEY (prediction_id, stage, reason)
    )`);
    await runner.query(
      `ALTER TABLE reference_set ADD CONSTRAINT reference_set_energy_model_fkey FOREIGN KEY (energy_model_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE prediction ADD CONSTRAINT prediction_composition_fkey FOREIGN KEY (composition_id) REFERENCES composition(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE prediction ADD CONSTRAINT prediction_reference_set_fkey FOREIGN KEY (reference_set_id) REFERENCES reference_set(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE prediction_chunk ADD CONSTRAINT prediction_chunk_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE prediction_event ADD CONSTRAINT prediction_event_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE idempotency_key ADD CONSTRAINT idempotency_key_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE prediction_stage ADD CONSTRAINT prediction_stage_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE rejection_count ADD CONSTRAINT rejection_count_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rejection_count`);
    await runner.query(`DROP TABLE prediction_event`);
    await runner.query(`DROP TABLE prediction_chunk`);
    await runner.query(`DROP TABLE prediction_stage`);
    await runner.query(`DROP TABLE idempotency_key`);
    await runner.query(`DROP TABLE prediction`);
    await runner.query(`DROP TABLE reference_set`);
    await runner.query(`DROP TABLE energy_model`);
    await runner.query(`DROP TABLE composition`);
  }
}
