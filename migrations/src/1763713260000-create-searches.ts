import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searches: each individual, phase and open task a row. */
export class CreateSearches1763713260000 implements MigrationInterface {
  readonly name = 'CreateSearches1763713260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE search (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      subject text NOT NULL,
      method text NOT NULL,
      seed text NOT NULL,
      budget integer NOT NULL,
      max_atoms integer NOT NULL,
      pressure_gpa double precision NOT NULL,
      request jsonb NOT NULL,
      input_hash text NOT NULL,
      state text NOT NULL DEFAULT 'queued',
      models_version text NOT NULL,
      code_version text NOT NULL,
      energy_model_id uuid,
      sequence integer NOT NULL DEFAULT 0,
      begun integer NOT NULL DEFAULT 0,
      relaxations integer NOT NULL DEFAULT 0,
      evaluations integer NOT NULL DEFAULT 0,
      curve jsonb NOT NULL DEFAULT '[]',
      memory bytea,
      ranked_at timestamptz(3),
      turn integer NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      failure_code text,
      failure_message text,
      CONSTRAINT search_state_check CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'stopped')),
      CONSTRAINT "PK_0bdd0dc9f37fc71a6050de7ae7f" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX search_input_key ON search (input_hash) WHERE state <> 'failed'`);
    await runner.query(`CREATE INDEX search_energy_model_idx ON search (energy_model_id)`);
    await runner.query(`CREATE INDEX search_state_idx ON search (state)`);
    await runner.query(`CREATE INDEX search_created_at_idx ON search (created_at, id)`);
    await runner.query(`CREATE TABLE search_individual (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      search_id uuid NOT NULL,
      ordinal integer NOT NULL,
      generation integer NOT NULL,
      operator text NOT NULL,
      parents integer[] NOT NULL,
      discarded jsonb NOT NULL,
      pool_place integer,
      start_lattice double precision[] NOT NULL,
      start_frac_coords double precision[] NOT NULL,
      start_atomic_numbers integer[] NOT NULL,
      lattice double precision[],
      frac_coords double precision[],
      atomic_numbers integer[],
      energy_per_atom double precision,
      enthalpy_per_atom double precision,
      max_force double precision,
      steps integer,
      stop_reason text,
      space_group_number integer,
      verdict text,
      phase integer,
      CONSTRAINT search_individual_outcome_check CHECK ((verdict IS NULL) = (lattice IS NULL) AND (lattice IS NULL OR (cardinality(lattice) = 9 AND cardinality(frac_coords) = 3 * cardinality(atomic_numbers)))),
      CONSTRAINT search_individual_start_check CHECK (cardinality(start_lattice) = 9 AND cardinality(start_frac_coords) = 3 * cardinality(start_atomic_numbers)),
      CONSTRAINT "PK_005cc7fa78b3730789f8a5b7ec4" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX search_individual_ordinal_key ON search_individual (search_id, ordinal)`);
    await runner.query(`CREATE TABLE search_phase (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      search_id uuid NOT NULL,
      ordinal integer NOT NULL,
      individual integer NOT NULL,
      composition_id uuid NOT NULL,
      energy_per_atom double precision NOT NULL,
      enthalpy_per_atom double precision NOT NULL,
      volume_per_atom double precision NOT NULL,
      space_group_number integer,
      space_group_symbol text,
      prototype text,
      niche integer NOT NULL,
      members integer NOT NULL,
      found_at integer NOT NULL,
      fruitless integer NOT NULL,
      rank integer,
      formation_energy_per_atom double precision,
      energy_above_hull double precision,
      energy_above_known_hull double precision,
      CONSTRAINT search_phase_rank_check CHECK (rank IS NULL OR rank >= 1),
      CONSTRAINT "PK_3a85c241c69661a11ff5194a586" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX search_phase_composition_idx ON search_phase (composition_id)`);
    await runner.query(`CREATE INDEX search_phase_rank_idx ON search_phase (search_id, rank, id)`);
    await runner.query(`CREATE UNIQUE INDEX search_phase_ordinal_key ON search_phase (search_id, ordinal)`);
    await runner.query(`CREATE TABLE search_task (
      search_id uuid NOT NULL,
      task_index integer NOT NULL,
      task bytea NOT NULL,
      state text NOT NULL DEFAULT 'pending',
      claim_token uuid,
      claimed_by text,
      heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT 0,
      result bytea,
      CONSTRAINT search_task_result_check CHECK ((state = 'done') = (result IS NOT NULL)),
      CONSTRAINT search_task_state_check CHECK (state IN ('pending', 'running', 'done')),
      CONSTRAINT "PK_ca8626e6c6765b7da6cd4222ec7" PRIMARY KEY (search_id, task_index)
    )`);
    await runner.query(`CREATE INDEX search_task_open_idx ON search_task (state, heartbeat_at) WHERE state IN ('pending', 'running')`);
    await runner.query(
      `ALTER TABLE search ADD CONSTRAINT search_energy_model_fkey FOREIGN KEY (energy_model_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE search_individual ADD CONSTRAINT search_individual_search_fkey FOREIGN KEY (search_id) REFERENCES search(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE search_phase ADD CONSTRAINT search_phase_search_fkey FOREIGN KEY (search_id) REFERENCES search(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE search_phase ADD CONSTRAINT search_phase_composition_fkey FOREIGN KEY (composition_id) REFERENCES composition(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE search_task ADD CONSTRAINT search_task_search_fkey FOREIGN KEY (search_id) REFERENCES search(id) ON DELETE CASCADE`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE search_task`);
    await runner.query(`DROP TABLE search_phase`);
    await runner.query(`DROP TABLE search_individual`);
    await runner.query(`DROP TABLE search`);
  }
}
