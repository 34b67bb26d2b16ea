import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What predictions make: proposals, candidates, relaxed structures, and the known phases they meet. */
export class CreateStructures1763712060000 implements MigrationInterface {
  readonly name = 'CreateStructures1763712060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE material (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      source text NOT NULL,
      source_id text NOT NULL,
      formula text NOT NULL,
      composition_id uuid NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT material_source_key UNIQUE (source, source_id),
      CONSTRAINT "PK_0343d0d577f3effc2054cbaca7f" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX material_formula_idx ON material (formula)`);
    await runner.query(`CREATE INDEX material_composition_idx ON material (composition_id)`);
    await runner.query(`CREATE TABLE symmetry_proposal (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      prediction_id uuid NOT NULL,
      space_group_number integer NOT NULL,
      space_group_symbol text NOT NULL,
      ordinal integer NOT NULL,
      probability double precision NOT NULL,
      assignments jsonb NOT NULL,
      impossible_because text,
      CONSTRAINT symmetry_proposal_space_group_key UNIQUE (prediction_id, space_group_number),
      CONSTRAINT symmetry_proposal_probability_check CHECK (probability BETWEEN 0 AND 1),
      CONSTRAINT symmetry_proposal_space_group_check CHECK (space_group_number BETWEEN 1 AND 230),
      CONSTRAINT "PK_c294b11d4161c39c4ff7e50aa55" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE candidate (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      prediction_id uuid NOT NULL,
      symmetry_proposal_id uuid,
      key text NOT NULL,
      ordinal integer NOT NULL,
      lattice double precision[] NOT NULL,
      frac_coords double precision[] NOT NULL,
      atomic_numbers integer[] NOT NULL,
      nsites integer NOT NULL,
      volume_per_atom double precision NOT NULL,
      generator text NOT NULL,
      space_group_number integer,
      prototype text,
      source_formula text,
      source_material_id uuid,
      assignment jsonb,
      likelihood double precision NOT NULL,
      state text NOT NULL,
      rejected_because text,
      duplicate_of_key text,
      screening_tests jsonb NOT NULL DEFAULT '[]',
      energy_per_atom double precision,
      energy_uncertainty_per_atom double precision,
      CONSTRAINT candidate_ordinal_key UNIQUE (prediction_id, ordinal),
      CONSTRAINT candidate_key_key UNIQUE (prediction_id, key),
      CONSTRAINT candidate_state_check CHECK (state IN ('generated', 'rejected', 'duplicate', 'screened', 'relaxed', 'merged', 'ranked')),
      CONSTRAINT candidate_generator_check CHECK (generator IN ('substitution', 'symmetric', 'import')),
      CONSTRAINT candidate_geometry_check CHECK (nsites >= 1 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites),
      CONSTRAINT candidate_lattice_check CHECK (cardinality(lattice) = 9),
      CONSTRAINT "PK_b0ddec158a9a60fbc785281581b" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX candidate_source_material_idx ON candidate (source_material_id)`);
    await runner.query(`CREATE INDEX candidate_proposal_idx ON candidate (symmetry_proposal_id)`);
    await runner.query(`CREATE INDEX candidate_state_idx ON candidate (prediction_id, state)`);
    await runner.query(`CREATE INDEX candidate_likelihood_idx ON candidate (prediction_id, likelihood, id)`);
    await runner.query(`CREATE INDEX candidate_energy_idx ON candidate (prediction_id, energy_per_atom, id)`);
    await runner.query(`CREATE TABLE relaxed_structure (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      prediction_id uuid NOT NULL,
      candidate_id uuid NOT NULL,
      composition_id uuid NOT NULL,
      energy_model_id uuid NOT NULL,
      reference_set_id uuid,
      lattice double precision[] NOT NULL,
      frac_coords double precision[] NOT NULL,
      atomic_numbers integer[] NOT NULL,
      nsites integer NOT NULL,
      volume_per_atom double precision NOT NULL,
      density double precision NOT NULL,
      energy_per_atom double precision NOT NULL,
      enthalpy_per_atom double precision NOT NULL,
      forces double precision[] NOT NULL,
      stress double precision[] NOT NULL,
      max_force double precision NOT NULL,
      steps integer NOT NULL,
      stop_reason text NOT NULL,
      trajectory jsonb NOT NULL,
      rank integer,
      energy_rank integer,
      probability double precision,
      merged_into_id uuid,
      space_group_number integer,
      space_group_symbol text,
      symprec double precision,
      prototype text,
      formation_energy_per_atom double precision,
      energy_above_hull double precision,
      known_match_id uuid,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT relaxed_structure_candidate_key UNIQUE (candidate_id),
      CONSTRAINT relaxed_structure_rank_check CHECK (rank IS NULL OR (rank >= 1 AND space_group_number BETWEEN 1 AND 230 AND energy_rank >= 1)),
      CONSTRAINT relaxed_structure_stress_check CHECK (cardinality(stress) = 9),
      CONSTRAINT relaxed_structure_geometry_check CHECK (nsites >= 1 AND cardinality(frac_coords) = 3 * nsites AND cardinality(atomic_numbers) = nsites AND cardinality(forces) = 3 * nsites),
      CONSTRAINT relaxed_structure_lattice_check CHECK (cardinality(lattice) = 9),
      CONSTRAINT "PK_e1ac08d44998c5ccbf7c40ed098" PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX relaxed_structure_merged_into_idx ON relaxed_structure (merged_into_id)`);
    await runner.query(`CREATE INDEX relaxed_structure_known_match_idx ON relaxed_structure (known_match_id)`);
    await runner.query(`CREATE INDEX relaxed_structure_composition_idx ON relaxed_structure (composition_id)`);
    await runner.query(`CREATE INDEX relaxed_structure_created_at_idx ON relaxed_structure (created_at, id)`);
    await runner.query(`CREATE INDEX relaxed_structure_probability_idx ON relaxed_structure (probability, id)`);
    await runner.query(`CREATE INDEX relaxed_structure_energy_above_hull_idx ON relaxed_structure (energy_above_hull, id)`);
    await runner.query(`CREATE INDEX relaxed_structure_energy_idx ON relaxed_structure (energy_per_atom, id)`);
    await runner.query(`CREATE INDEX relaxed_structure_rank_idx ON relaxed_structure (rank, id)`);
    await runner.query(`CREATE INDEX relaxed_structure_prediction_rank_idx ON relaxed_structure (prediction_id, rank, id)`);
    await runner.query(`CREATE TABLE decomposition_share (
      structure_id uuid NOT NULL,
      material_id uuid NOT NULL,
      amount double precision NOT NULL,
      CONSTRAINT decomposition_share_amount_check CHECK (amount > 0 AND amount <= 1 + 1e-6),
      CONSTRAINT "PK_dd3dc307c03de6bf39309a79898" PRIMARY KEY (structure_id, material_id)
    )`);
    await runner.query(`CREATE INDEX decomposition_share_material_idx ON decomposition_share (material_id)`);
    await runner.query(
      `ALTER TABLE material ADD CONSTRAINT material_composition_fkey FOREIGN KEY (composition_id) REFERENCES composition(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE symmetry_proposal ADD CONSTRAINT symmetry_proposal_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE candidate ADD CONSTRAINT candidate_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE candidate ADD CONSTRAINT candidate_symmetry_proposal_fkey FOREIGN KEY (symmetry_proposal_id) REFERENCES symmetry_proposal(id) ON DELETE SET NULL`,
    );
    await runner.query(
      `ALTER TABLE candidate ADD CONSTRAINT candidate_source_material_fkey FOREIGN KEY (source_material_id) REFERENCES material(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_prediction_fkey FOREIGN KEY (prediction_id) REFERENCES prediction(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_candidate_fkey FOREIGN KEY (candidate_id) REFERENCES candidate(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_composition_fkey FOREIGN KEY (composition_id) REFERENCES composition(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_energy_model_fkey FOREIGN KEY (energy_model_id) REFERENCES energy_model(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_reference_set_fkey FOREIGN KEY (reference_set_id) REFERENCES reference_set(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_merged_into_fkey FOREIGN KEY (merged_into_id) REFERENCES relaxed_structure(id) ON DELETE SET NULL`,
    );
    await runner.query(
      `ALTER TABLE relaxed_structure ADD CONSTRAINT relaxed_structure_known_match_fkey FOREIGN KEY (known_match_id) REFERENCES material(id) ON DELETE RESTRICT`,
    );
    await runner.query(
      `ALTER TABLE decomposition_share ADD CONSTRAINT decomposition_share_structure_fkey FOREIGN KEY (structure_id) REFERENCES relaxed_structure(id) ON DELETE CASCADE`,
    );
    await runner.query(
      `ALTER TABLE decomposition_share ADD CONSTRAINT decomposition_share_material_fkey FOREIGN KEY (material_id) REFERENCES material(id) ON DELETE RESTRICT`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE decomposition_share`);
    await runner.query(`DROP TABLE relaxed_structure`);
    await runner.query(`DROP TABLE candidate`);
    await runner.query(`DROP TABLE symmetry_proposal`);
    await runner.query(`DROP TABLE material`);
  }
}
