import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which OPTIMADE providers are on; searches over them, how each provider answered, and the crystals it gave. */
export class CreateOptimadeSearches1763715600000 implements MigrationInterface {
  readonly name = 'CreateOptimadeSearches1763715600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE optimade_provider (
      id text NOT NULL,
      is_enabled boolean NOT NULL,
      name text,
      base_url text,
      CONSTRAINT optimade_provider_added_check CHECK (num_nonnulls(name, base_url) IN (0, 2)),
      CONSTRAINT optimade_provider_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE optimade_search (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      filter text NOT NULL,
      asked_filter text NOT NULL,
      most_results integer NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      deadline_at timestamptz(3) NOT NULL,
      CONSTRAINT "PK_0ee2cee4fde7726e01e803e04a3" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX optimade_search_created_at_idx ON optimade_search (created_at, id)`);
    await runner.query(`CREATE TABLE optimade_answer (
      search_id uuid NOT NULL,
      provider_id text NOT NULL,
      provider_name text NOT NULL,
      state text NOT NULL,
      is_truncated boolean NOT NULL DEFAULT false,
      status integer,
      detail text,
      received integer NOT NULL DEFAULT '0',
      found integer NOT NULL DEFAULT '0',
      disordered integer NOT NULL DEFAULT '0',
      unreadable integer NOT NULL DEFAULT '0',
      mismatched integer NOT NULL DEFAULT '0',
      sorted_out integer NOT NULL DEFAULT '0',
      answered_at timestamptz(3),
      CONSTRAINT optimade_answer_state_check CHECK (state IN ('waiting', 'asking', 'ok', 'unsupported', 'timeout', 'error', 'disabled')),
      CONSTRAINT optimade_answer_pkey PRIMARY KEY (search_id, provider_id),
      CONSTRAINT optimade_answer_search_fkey FOREIGN KEY (search_id) REFERENCES optimade_search(id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE TABLE optimade_result (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      search_id uuid NOT NULL,
      ordinal integer NOT NULL,
      provider_id text NOT NULL,
      database_url text NOT NULL,
      entry_id text NOT NULL,
      entry_url text NOT NULL,
      formula text NOT NULL,
      nsites integer NOT NULL,
      volume_per_atom double precision NOT NULL,
      space_group_number integer NOT NULL,
      space_group_symbol text NOT NULL,
      symprec double precision NOT NULL,
      prototype text NOT NULL,
      energies jsonb NOT NULL,
      payload jsonb NOT NULL,
      license text,
      retrieved_at timestamptz(3) NOT NULL,
      CONSTRAINT optimade_result_entry_key UNIQUE (search_id, provider_id, database_url, entry_id),
      CONSTRAINT optimade_result_ordinal_key UNIQUE (search_id, ordinal),
      CONSTRAINT "PK_18db94fe1d9c4a1b31d2303a411" PRIMARY KEY (id),
      CONSTRAINT optimade_result_search_fkey FOREIGN KEY (search_id) REFERENCES optimade_search(id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE optimade_result`);
    await runner.query(`DROP TABLE optimade_answer`);
    await runner.query(`DROP TABLE optimade_search`);
    await runner.query(`DROP TABLE optimade_provider`);
  }
}
