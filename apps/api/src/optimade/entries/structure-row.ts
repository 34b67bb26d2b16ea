/** A row of `optimade_structure` with the geometry of its crystal. */
export interface StructureRow {
  readonly id: string;
  readonly last_modified: Date;
  readonly elements: readonly string[];
  readonly elements_ratios: readonly number[];
  readonly nelements: number;
  readonly nsites: number;
  readonly chemical_formula_descriptive: string;
  readonly chemical_formula_reduced: string;
  readonly chemical_formula_anonymous: string;
  readonly chemical_formula_hill: string;
  readonly space_group_it_number: number | null;
  readonly space_group_symbol_hermann_mauguin: string | null;
  readonly source: string;
  readonly energy_model: string | null;
  readonly lattice: number[];
  readonly frac_coords: number[];
  readonly atomic_numbers: number[];
  /** Columns of our own properties, under their names without prefix. */
  readonly [own: string]: unknown;
}
