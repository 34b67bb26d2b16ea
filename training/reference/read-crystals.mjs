import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** eV/atom above the hull up to which a crystal is kept. */
export const HULL_LIMIT = 0.1;
const SMALL_CELL = 40;

/**
 * The reference crystals within HULL_LIMIT, the most relevant first: `{ id, formula, spaceGroup, hull, structure }`.
 * `hull` is that of the corrections of 2021 where known, else of 2019. Phases of the elements from `elemental-references.json.gz` have ids
 * `element-Xx-n` and no space group.
 */
export function readCrystals(dataDirectory) {
  const folder = join(dataDirectory, 'materials-project');
  const crystals = readdirSync(folder)
    .filter((name) => /^structures-\d+\.jsonl\.gz$/.test(name))
    .sort()
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .trimEnd()
        .split('\n'),
    )
    .map((line) => JSON.parse(line))
    .filter(({ e_hull_2021, e_hull_2019 }) => (e_hull_2021 ?? e_hull_2019 ?? Infinity) <= HULL_LIMIT)
    .map(({ id, formula, cell: [a, b, c, alpha, beta, gamma], species, frac, spacegroup, e_hull_2021, e_hull_2019 }) => ({
      id,
      formula,
      spaceGroup: spacegroup,
      hull: e_hull_2021 ?? e_hull_2019,
      structure: createStructure(
        latticeFromParameters({ a, b, c, alpha, beta, gamma }),
        species.flatMap(([symbol, count]) => Array(count).fill(atomicNumberOf(symbol))),
        frac,
      ),
    }));
  return [...crystals, ...elementalPhases(dataDirectory)].sort((p, q) => rank(p) - rank(q) || size(p) - size(q) || (p.id < q.id ? -1 : 1));
}

/** Phases of the elements within HULL_LIMIT of the lowest one by their PBE energies. */
function elementalPhases(dataDirectory) {
  const references = JSON.parse(gunzipSync(readFileSync(join(dataDirectory, 'elemental-references.json.gz'))).toString());
  return Object.entries(references).flatMap(([symbol, { structure, energy_per_atom: energies }]) => {
    const lowest = Math.min(...energies);
    return structure.flatMap(({ lattice, sites }, k) => {
      const hull = energies[k] - lowest;
      if (hull > HULL_LIMIT) return [];
      const numbers = sites.map(({ species }) => atomicNumberOf(species[0].element));
      const crystal = createStructure(
        { vectors: lattice.matrix },
        numbers,
        sites.map(({ abc }) => abc),
      );
      return [{ id: `element-${symbol}-${k}`, formula: symbol, spaceGroup: null, hull, structure: crystal }];
    });
  });
}

const size = ({ structure }) => structure.atomicNumbers.length;

/** Elements, stable small cells, then by hull and size. */
function rank({ hull, structure }) {
  const small = structure.atomicNumbers.length <= SMALL_CELL;
  if (new Set(structure.atomicNumbers).size === 1) return 0;
  if (hull <= 0.001) return small ? 1 : 4;
  if (hull <= 0.025) return small ? 2 : 5;
  if (hull <= 0.05) return small ? 3 : 6;
  return small ? 7 : 8;
}
