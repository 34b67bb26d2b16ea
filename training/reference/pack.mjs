/**
 * Pack evaluated reference crystals into the table that the program carries.
 *
 *     node training/reference/pack.mjs DATA_DIRECTORY SINGLE_POINTS.jsonl [RELAXED.jsonl]
 *
 * Writes packages/models/reference/materials-project-chgnet-0.3.0/{energies.bin.gz, manifest.json}. A crystal that RELAXED has takes its energy from there.
 * Layout of the unpacked table, little-endian: uint32 length of the header, the header (JSON, padded with spaces so that columns are aligned), then one
 * column after another: float32 energies (eV/atom), int32 ids (the number of an mp- id, or −1 − place in `otherIds`), uint8 space groups (0 unknown),
 * uint8 flags (1: relaxed), and the reduced formulas, one a line. Phases are sorted by formula, then energy.
 */
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { HULL_LIMIT, readCrystals } from './read-crystals.mjs';

/** A single point with larger forces is no phase of this potential: eV/Å. */
const FORCE_LIMIT = 5;
/** Å, as the labels of the Materials Project. */
const SYMPREC = 0.1;

const [dataDirectory, singlePoints, relaxed] = process.argv.slice(2);
if (singlePoints === undefined) throw new Error('usage: pack.mjs DATA_DIRECTORY SINGLE_POINTS.jsonl [RELAXED.jsonl]');
const root = fileURLToPath(new URL('../../packages/models/', import.meta.url));
const model = JSON.parse(readFileSync(`${root}energy/chgnet/0.3.0/manifest.json`, 'utf8')).id;
loadSymmetryEngineFromPackage();

const readLines = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line));
const byId = new Map(readLines(singlePoints).map((record) => [record.id, record]));
const relaxedById = new Map(
  (relaxed === undefined ? [] : readLines(relaxed).filter(({ accepted }) => accepted)).map((record) => [record.id, record]),
);
const crystals = readCrystals(dataDirectory);
const excluded = [];
const phases = crystals
  .flatMap(({ id, formula, spaceGroup, structure }) => {
    const [single, relaxation] = [byId.get(id), relaxedById.get(id)];
    if (single === undefined) return [];
    if (relaxation === undefined && !(single.maxForce <= FORCE_LIMIT)) {
      excluded.push(id);
      return [];
    }
    return [
      {
        id,
        formula,
        spaceGroup: spaceGroup ?? findSymmetry(structure, SYMPREC).spaceGroup.number,
        energyPerAtom: (relaxation ?? single).energyPerAtom,
        isRelaxed: relaxation !== undefined,
      },
    ];
  })
  .sort((p, q) => (p.formula < q.formula ? -1 : p.formula > q.formula ? 1 : p.energyPerAtom - q.energyPerAtom || (p.id < q.id ? -1 : 1)));

const otherIds = phases.map(({ id }) => id).filter((id) => !/^mp-\d+$/.test(id));
const placeOf = new Map(otherIds.map((id, place) => [id, place]));
const count = phases.length;
let header = JSON.stringify({ format: 1, count, otherIds });
header += ' '.repeat((4 - (Buffer.byteLength(header) % 4)) % 4);
const length = Buffer.alloc(4);
length.writeUInt32LE(Buffer.byteLength(header));
const table = Buffer.concat([
  length,
  Buffer.from(header),
  Buffer.from(Float32Array.from(phases, ({ energyPerAtom }) => energyPerAtom).buffer),
  Buffer.from(Int32Array.from(phases, ({ id }) => (placeOf.has(id) ? -1 - placeOf.get(id) : Number(id.slice(3)))).buffer),
  Buffer.from(phases.map(({ spaceGroup }) => spaceGroup)),
  Buffer.from(phases.map(({ isRelaxed }) => Number(isRelaxed))),
  Buffer.from(phases.map(({ formula }) => formula).join('\n')),
]);
const packed = gzipSync(table, { level: 9 });
const elements = new Set(phases.filter(({ formula }) => /^[A-Z][a-z]?\d*$/.test(formula)).map(({ formula }) => formula.replace(/\d+$/, '')));
const relaxedCount = phases.filter(({ isRelaxed }) => isRelaxed).length;
const manifest = {
  schemaVersion: 1,
  name: 'materials-project-chgnet-0.3.0',
  file: 'energies.bin.gz',
  sha256: createHash('sha256').update(packed).digest('hex'),
  model,
  source:
    'Materials Project, database 2025.02, entries of the GNoME license left out; geometries and ids through fxcoudert/topology_databases at 41163fc',
  citation: { doi: '10.1063/1.4812323', text: 'A. Jain et al., APL Materials 1, 011002 (2013)' },
  license: 'CC-BY-4.0',
  snapshotDate: '2025-02',
  filter: `energy above hull of the Materials Project (corrections of 2021, where unknown of 2019) at most ${HULL_LIMIT} eV/atom; forces of the single point at most ${FORCE_LIMIT} eV/Å`,
  entries: count,
  complete: crystals.every(({ id }) => byId.has(id)),
  evaluated: byId.size,
  available: crystals.length,
  singlePoints: count - relaxedCount,
  relaxed: relaxedCount,
  excludedForForces: excluded.length,
  elementsWithPhase: elements.size,
  energyUnit: 'eV/atom',
  geometry: relaxedCount === 0 ? 'single-point' : `${relaxedCount} relaxed, ${count - relaxedCount} single-point`,
  windowPerAtom: HULL_LIMIT,
  generator: 'training/reference/evaluate.mjs and training/reference/pack.mjs',
};
const directory = `${root}reference/${manifest.name}/`;
mkdirSync(directory, { recursive: true });
writeFileSync(`${directory}energies.bin.gz`, packed);
writeFileSync(`${directory}manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(
  `${count} phases, ${elements.size} elements, ${(packed.length / 1e6).toFixed(2)} MB; ${excluded.length} left out for their forces: ${excluded.slice(0, 20).join(' ')}`,
);
