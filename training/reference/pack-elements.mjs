/**
 * Pack crystals of those elements of which the prototype library has none, since they are held out of everything that is trained, so that a hull can be
 * made of relaxed crystals.
 *
 *     node training/reference/pack-elements.mjs DATA_DIRECTORY
 *
 * Writes packages/models/reference/elements-1/{crystals.json.gz, manifest.json}.
 */
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

/** What lies higher is no phase at any pressure that the potentials know, eV/atom. */
const HULL_LIMIT = 0.6;
const MOST_SITES = 80;
const DECIMALS = 1e8;

const [dataDirectory] = process.argv.slice(2);
if (dataDirectory === undefined) throw new Error('usage: pack-elements.mjs DATA_DIRECTORY');
const { library } = loadPrototypeLibrary();
const references = JSON.parse(gunzipSync(readFileSync(join(dataDirectory, 'elemental-references.json.gz'))).toString());
const rounded = (rows) => rows.map((row) => row.map((x) => Math.round(x * DECIMALS) / DECIMALS));

const crystals = Object.entries(references)
  .filter(([symbol]) => library.entriesWithin([atomicNumberOf(symbol)]).length === 0)
  .flatMap(([symbol, { structure, energy_per_atom: energies }]) => {
    const lowest = Math.min(...energies);
    return structure.flatMap(({ lattice, sites }, k) => {
      const energyAboveHull = Math.round((energies[k] - lowest) * 1e6) / 1e6;
      if (energyAboveHull > HULL_LIMIT || sites.length > MOST_SITES) return [];
      return [
        {
          id: `element-${symbol}-${k}`,
          element: symbol,
          energyAboveHull,
          lattice: rounded(lattice.matrix),
          fracCoords: rounded(sites.map(({ abc }) => abc)),
        },
      ];
    });
  });
const directory = fileURLToPath(new URL('../../packages/models/reference/elements-1/', import.meta.url));
mkdirSync(directory, { recursive: true });
const bytes = gzipSync(JSON.stringify(crystals), { level: 9 });
writeFileSync(join(directory, 'crystals.json.gz'), bytes);
const manifest = {
  schemaVersion: 1,
  name: 'elements-1',
  file: 'crystals.json.gz',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  source: 'Materials Project, database 2025.02: crystals of the elements that the prototype library has none of',
  citation: { doi: '10.1063/1.4812323', text: 'A. Jain et al., APL Materials 1, 011002 (2013)' },
  license: 'CC-BY-4.0',
  snapshotDate: '2025-02',
  filter: `at most ${HULL_LIMIT} eV/atom above the lowest (PBE), at most ${MOST_SITES} sites`,
  entries: crystals.length,
  elements: [...new Set(crystals.map(({ element }) => element))],
  generator: 'training/reference/pack-elements.mjs',
};
writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${crystals.length} crystals of ${manifest.elements.join(', ')}, ${bytes.length} bytes`);
