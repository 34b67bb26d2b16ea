import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What OPTIMADE serves: imported crystals and ranked structures of predictions in one narrow table, all formulas and ratios made once.
 * `optimade_source` says what a row is; triggers keep `optimade_structure` equal to it, whoever writes (docs/decisions/0014).
 */
export class UniteStructuresForOptimade1763714400000 implements MigrationInterface {
  readonly name = 'UniteStructuresForOptimade1763714400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE relaxed_structure ADD ranked_at timestamptz(3)`);
    await runner.query(
      `UPDATE relaxed_structure s SET ranked_at = p.finished_at FROM prediction p WHERE p.id = s.prediction_id AND s.rank IS NOT NULL`,
    );
    await runner.query(FORMULAS);
    await runner.query(SOURCE);
    await runner.query(TABLE);
    await runner.query(`INSERT INTO optimade_structure SELECT * FROM optimade_source`);
    for (const [name, columns] of Object.entries(INDEXES))
      await runner.query(`CREATE INDEX optimade_structure_${name}_idx ON optimade_structure ${columns}`);
    await runner.query(REFRESH);
    for (const table of ['material', 'relaxed_structure'])
      for (const [event, rows] of [
        ['insert', 'NEW'],
        ['update', 'NEW'],
        ['delete', 'OLD'],
      ] as const)
        await runner.query(`CREATE TRIGGER ${table}_${event}_optimade AFTER ${event} ON ${table} REFERENCING ${rows} TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION refresh_optimade_structures()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['material', 'relaxed_structure'])
      for (const event of ['insert', 'update', 'delete']) await runner.query(`DROP TRIGGER ${table}_${event}_optimade ON ${table}`);
    await runner.query(`DROP FUNCTION refresh_optimade_structures`);
    await runner.query(`DROP TABLE optimade_structure`);
    await runner.query(`DROP VIEW optimade_source`);
    await runner.query(`DROP FUNCTION optimade_formulas`);
    await runner.query(`ALTER TABLE relaxed_structure DROP COLUMN ranked_at`);
  }
}

/**
 * Formulas of a composition whose counts are reduced, in a cell of `sites` sites. Labels of the anonymous formula are A, B, …, Z, Aa, Ba, …
 * @see OPTIMADE specification 1.2.0, "Structures Entries"
 */
const FORMULAS = `CREATE FUNCTION optimade_formulas(symbols text[], counts integer[], sites integer) RETURNS TABLE (
    elements text[], elements_ratios double precision[], nelements integer, chemical_formula_reduced text, chemical_formula_anonymous text, chemical_formula_hill text
  ) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(symbol ORDER BY symbol COLLATE "C"),
      array_agg(n / total ORDER BY symbol COLLATE "C"),
      count(*)::integer,
      string_agg(symbol || CASE WHEN n = 1 THEN '' ELSE n::text END, '' ORDER BY symbol COLLATE "C"),
      string_agg(chr(65 + (place - 1) % 26) || CASE WHEN place <= 26 THEN '' ELSE chr(96 + (place - 1) / 26) END || CASE WHEN n = 1 THEN '' ELSE n::text END, ''
        ORDER BY place),
      string_agg(symbol || CASE WHEN n * units = 1 THEN '' ELSE (n * units)::text END, ''
        ORDER BY CASE WHEN organic AND symbol = 'C' THEN 0 WHEN organic AND symbol = 'H' THEN 1 ELSE 2 END, symbol COLLATE "C")
    FROM (
      SELECT symbol, n, (sum(n) OVER ())::double precision AS total, sites / (sum(n) OVER ())::integer AS units, bool_or(symbol = 'C') OVER () AS organic,
        (row_number() OVER (ORDER BY n DESC))::integer AS place
      FROM unnest(symbols, counts) AS u(symbol, n)
    ) AS terms
  $$`;

/** A structure of a prediction has a rank once the prediction has succeeded. Up to 0.1 eV/atom above the hull it counts as the result of a global search. */
const SOURCE = `CREATE VIEW optimade_source AS
    SELECT m.id, coalesce(m.imported_at, m.created_at) AS last_modified, f.elements, f.elements_ratios, f.nelements, m.nsites,
      c.formula AS chemical_formula_descriptive, f.chemical_formula_reduced, f.chemical_formula_anonymous, f.chemical_formula_hill,
      m.space_group_number AS space_group_it_number, replace(m.space_group_symbol, '_', '') AS space_group_symbol_hermann_mauguin,
      m.source, m.source_id, m.license, m.prototype, m.density, m.volume_per_atom, m.formation_energy_per_atom, m.energy_above_hull,
      m.functional, m.correction_scheme, NULL::text AS energy_model, NULL::text AS reference_set, m.band_gap, m.is_theoretical,
      NULL::text AS optimization_type, NULL::uuid AS prediction_id, NULL::integer AS rank
    FROM material m JOIN composition c ON c.id = m.composition_id CROSS JOIN LATERAL optimade_formulas(c.elements, c.counts, m.nsites) AS f
    WHERE m.nsites IS NOT NULL
  UNION ALL
    SELECT s.id, coalesce(s.ranked_at, s.created_at), f.elements, f.elements_ratios, f.nelements, s.nsites,
      c.formula, f.chemical_formula_reduced, f.chemical_formula_anonymous, f.chemical_formula_hill,
      s.space_group_number, replace(s.space_group_symbol, '_', ''),
      'kessho', NULL, NULL, s.prototype, s.density, s.volume_per_atom, s.formation_energy_per_atom, s.energy_above_hull,
      NULL, NULL, e.name || ' ' || e.version, r.name || ' ' || r.snapshot_date, NULL, true,
      CASE WHEN s.energy_above_hull <= 0.1 THEN 'global' ELSE 'local' END, s.prediction_id, s.rank
    FROM relaxed_structure s JOIN composition c ON c.id = s.composition_id JOIN energy_model e ON e.id = s.energy_model_id
      LEFT JOIN reference_set r ON r.id = s.reference_set_id CROSS JOIN LATERAL optimade_formulas(c.elements, c.counts, s.nsites) AS f
    WHERE s.rank IS NOT NULL`;

/** Strings compare by code point, as OPTIMADE's do. */
const TABLE = `CREATE TABLE optimade_structure (
    id uuid NOT NULL PRIMARY KEY,
    last_modified timestamptz(3) NOT NULL,
    elements text[] NOT NULL,
    elements_ratios double precision[] NOT NULL,
    nelements integer NOT NULL,
    nsites integer NOT NULL,
    chemical_formula_descriptive text COLLATE "C" NOT NULL,
    chemical_formula_reduced text COLLATE "C" NOT NULL,
    chemical_formula_anonymous text COLLATE "C" NOT NULL,
    chemical_formula_hill text COLLATE "C" NOT NULL,
    space_group_it_number integer,
    space_group_symbol_hermann_mauguin text COLLATE "C",
    source text COLLATE "C" NOT NULL,
    source_id text COLLATE "C",
    license text COLLATE "C",
    prototype text COLLATE "C",
    density double precision,
    volume_per_atom double precision,
    formation_energy_per_atom double precision,
    energy_above_hull double precision,
    functional text COLLATE "C",
    correction_scheme text COLLATE "C",
    energy_model text COLLATE "C",
    reference_set text COLLATE "C",
    band_gap double precision,
    is_theoretical boolean,
    optimization_type text COLLATE "C",
    prediction_id uuid,
    rank integer
  )`;

const INDEXES: Readonly<Record<string, string>> = {
  id_text: `(((id::text) COLLATE "C"))`,
  elements: 'USING gin (elements)',
  last_modified: '(last_modified, id)',
  nelements: '(nelements, id)',
  nsites: '(nsites, id)',
  formula_descriptive: '(chemical_formula_descriptive, id)',
  formula_reduced: '(chemical_formula_reduced, id)',
  formula_anonymous: '(chemical_formula_anonymous, id)',
  formula_hill: '(chemical_formula_hill, id)',
  space_group: '(space_group_it_number, id)',
  source_id: '(source_id, id)',
  prototype: '(prototype, id)',
  formation_energy: '(formation_energy_per_atom, id)',
  energy_above_hull: '(energy_above_hull, id)',
  band_gap: '(band_gap, id)',
  // Of predictions alone, which are few beside imported crystals.
  prediction: '(prediction_id, rank) WHERE prediction_id IS NOT NULL',
};

/**
 * Planned anew each time: an import begins with tables that are empty and ends with large ones. The ids go in as an array, which reaches the indexes below
 * the UNION; a subquery would not, and each batch would make the whole view.
 */
const REFRESH = `CREATE FUNCTION refresh_optimade_structures() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    ids uuid[] := ARRAY(SELECT id FROM changed);
  BEGIN
    IF cardinality(ids) > 0 THEN
      EXECUTE 'DELETE FROM optimade_structure WHERE id = ANY($1)' USING ids;
      EXECUTE 'INSERT INTO optimade_structure SELECT * FROM optimade_source WHERE id = ANY($1)' USING ids;
    END IF;
    RETURN NULL;
  END $$`;
