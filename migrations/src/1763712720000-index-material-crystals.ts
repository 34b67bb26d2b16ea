import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every order and filter of materials by an index. */
export class IndexMaterialCrystals1763712720000 implements MigrationInterface {
  readonly name = 'IndexMaterialCrystals1763712720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE material ALTER elements SET NOT NULL, ALTER number_of_elements SET NOT NULL`);
    await runner.query(`CREATE INDEX material_elements_idx ON material USING gin (elements)`);
    await runner.query(`CREATE INDEX material_number_of_elements_idx ON material (number_of_elements, id)`);
    await runner.query(`CREATE INDEX material_nsites_idx ON material (nsites, id)`);
    await runner.query(`CREATE INDEX material_volume_per_atom_idx ON material (volume_per_atom, id)`);
    await runner.query(`CREATE INDEX material_space_group_idx ON material (space_group_number, id)`);
    await runner.query(`CREATE INDEX material_prototype_idx ON material (prototype)`);
    await runner.query(`CREATE INDEX material_energy_above_hull_idx ON material (energy_above_hull, id)`);
    await runner.query(`CREATE INDEX material_formation_energy_idx ON material (formation_energy_per_atom, id)`);
    await runner.query(`CREATE INDEX material_band_gap_idx ON material (band_gap, id)`);
    await runner.query(`CREATE INDEX material_import_idx ON material (import_id)`);
    await runner.query(`CREATE INDEX material_imported_at_idx ON material (imported_at, id)`);
    await runner.query(`CREATE INDEX material_formula_id_idx ON material (formula, id)`);
    await runner.query(`DROP INDEX material_formula_idx`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX material_formula_idx ON material (formula)`);
    await runner.query(`DROP INDEX material_formula_id_idx`);
    await runner.query(`DROP INDEX material_imported_at_idx`);
    await runner.query(`DROP INDEX material_import_idx`);
    await runner.query(`DROP INDEX material_band_gap_idx`);
    await runner.query(`DROP INDEX material_formation_energy_idx`);
    await runner.query(`DROP INDEX material_energy_above_hull_idx`);
    await runner.query(`DROP INDEX material_prototype_idx`);
    await runner.query(`DROP INDEX material_space_group_idx`);
    await runner.query(`DROP INDEX material_volume_per_atom_idx`);
    await runner.query(`DROP INDEX material_nsites_idx`);
    await runner.query(`DROP INDEX material_number_of_elements_idx`);
    await runner.query(`DROP INDEX material_elements_idx`);
    await runner.query(`ALTER TABLE material ALTER number_of_elements DROP NOT NULL, ALTER elements DROP NOT NULL`);
  }
}
