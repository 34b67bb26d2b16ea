import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Materials hold crystals of other databases; imports that bring them, and the records they passed over. */
export class AddMaterialCrystals1763712600000 implements MigrationInterface {
  readonly name = 'AddMaterialCrystals1763712600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE material_import (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      kind text NOT NULL,
      locations text[] NOT NULL,
      filter text,
      source text NOT NULL,
      license text,
      functional text,
      correction_scheme text,
      snapshot_date text,
      runner text NOT NULL,
      input_hash text NOT NULL,
      state text NOT NULL,
      cursor jsonb,
      done double precision NOT NULL DEFAULT '0',
      total double precision,
      stored integer NOT NULL DEFAULT '0',
      outdated integer NOT NULL DEFAULT '0',
      rejected integer NOT NULL DEFAULT '0',
      claim_token uuid,
      claimed_by text,
      heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT '0',
      failure_code text,
      failure_message text,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      CONSTRAINT material_import_runner_check CHECK (runner IN ('command', 'worker')),
      CONSTRAINT material_import_kind_check CHECK (kind IN ('files', 'materials-project', 'optimade')),
      CONSTRAINT material_import_state_check CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      CONSTRAINT "PK_9dd4f344b7eb802451e6ada5197" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX material_import_live_input_key ON material_import (input_hash) WHERE state IN ('queued', 'running')`);
    await runner.query(`CREATE INDEX material_import_input_idx ON material_import (input_hash, created_at)`);
    await runner.query(`CREATE INDEX material_import_created_at_idx ON material_import (created_at, id)`);
    await runner.query(`CREATE INDEX material_import_open_idx ON material_import (state, heartbeat_at) WHERE state IN ('queued', 'running')`);
    await runner.query(`CREATE TABLE import_rejection (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      import_id uuid NOT NULL,
      ordinal integer NOT NULL,
      file text NOT NULL,
      line integer,
      source_id text,
      code text NOT NULL,
      message text NOT NULL,
      CONSTRAINT import_rejection_ordinal_key UNIQUE (import_id, ordinal),
      CONSTRAINT "PK_807e550804fb7bd733b1f4a642a" PRIMARY KEY (id)
    )`);
    await runner.query(
      `ALTER TABLE import_rejection ADD CONSTRAINT import_rejection_import_fkey FOREIGN KEY (import_id) REFERENCES material_import(id) ON DELETE CASCADE`,
    );
    await runner.query(`ALTER TABLE material
      ADD elements text[],
      ADD number_of_elements integer,
      ADD lattice double precision[],
      ADD frac_coords double precision[],
      ADD atomic_numbers smallint[],
      ADD nsites integer,
      ADD volume double precision,
      ADD volume_per_atom double precision,
      ADD density double precision,
      ADD space_group_number integer,
      ADD space_group_symbol text,
      ADD symprec double precision,
      ADD prototype text,
      ADD license text,
      ADD snapshot_date text,
      ADD functional text,
      ADD correction_scheme text,
      ADD energy_per_atom double precision,
      ADD formation_energy_per_atom double precision,
      ADD energy_above_hull double precision,
      ADD band_gap double precision,
      ADD is_theoretical boolean,
      ADD reported jsonb,
      ADD import_id uuid,
      ADD imported_at timestamptz(3),
      ADD CONSTRAINT material_geometry_check CHECK (num_nonnulls(lattice, frac_coords, atomic_numbers, nsites, volume, volume_per_atom, density, space_group_number, space_group_symbol, symprec, prototype) IN (0, 11)),
      ADD CONSTRAINT material_sites_check CHECK (nsites IS NULL OR (nsites >= 1 AND cardinality(lattice) = 9 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites)),
      ADD CONSTRAINT material_space_group_check CHECK (space_group_number BETWEEN 1 AND 230),
      ADD CONSTRAINT material_energy_scheme_check CHECK (num_nonnulls(energy_per_atom, formation_energy_per_atom, energy_above_hull) = 0 OR num_nonnulls(functional, correction_scheme) = 2),
      ADD CONSTRAINT material_import_fkey FOREIGN KEY (import_id) REFERENCES material_import(id) ON DELETE SET NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material
      DROP CONSTRAINT material_import_fkey,
      DROP CONSTRAINT material_energy_scheme_check,
      DROP CONSTRAINT material_space_group_check,
      DROP CONSTRAINT material_sites_check,
      DROP CONSTRAINT material_geometry_check,
      DROP imported_at,
      DROP import_id,
      DROP reported,
      DROP is_theoretical,
      DROP band_gap,
      DROP energy_above_hull,
      DROP formation_energy_per_atom,
      DROP energy_per_atom,
      DROP correction_scheme,
      DROP functional,
      DROP snapshot_date,
      DROP license,
      DROP prototype,
      DROP symprec,
      DROP space_group_symbol,
      DROP space_group_number,
      DROP density,
      DROP volume_per_atom,
      DROP volume,
      DROP nsites,
      DROP atomic_numbers,
      DROP frac_coords,
      DROP lattice,
      DROP number_of_elements,
      DROP elements`);
    await runner.query(`DROP TABLE import_rejection`);
    await runner.query(`DROP TABLE material_import`);
  }
}
