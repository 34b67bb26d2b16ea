/**
 * Evaluate the reference crystals within 0.1 eV/atom of the hull with the potential: one line of JSON a crystal, appended to OUT.
 *
 *     node training/reference/evaluate.mjs DATA_DIRECTORY OUT.jsonl [--limit N]
 *
 * Single points on the reference geometries. Elements come first, then stable phases of up to 40 atoms by size, then the others by distance from the hull.
 * Started again it goes on where it stopped: ids that OUT has are skipped. Needs `npx tsc -b packages/models`.
 */
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { readCrystals } from './read-crystals.mjs';

const ATOMS_OF_A_BATCH = 200;
const [dataDirectory, out, ...rest] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: evaluate.mjs DATA_DIRECTORY OUT.jsonl [--limit N]');
const limit = rest[0] === '--limit' ? Number(rest[1]) : Infinity;

const model = await createOnnxEnergyModel(modelDirectory('energy', 'chgnet', '0.3.0'), { threads: 1 });
const done = new Set(
  existsSync(out)
    ? readFileSync(out, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line).id)
    : [],
);
const crystals = readCrystals(dataDirectory)
  .filter(({ id, structure }) => !done.has(id) && structure.atomicNumbers.every((z) => model.elements.has(z)))
  .slice(0, limit);
console.log(`${done.size} done, ${crystals.length} to do`);

const started = performance.now();
let atoms = 0;
for (let first = 0; first < crystals.length;) {
  let last = first;
  for (let size = 0; last < crystals.length && (last === first || size + crystals[last].structure.atomicNumbers.length <= ATOMS_OF_A_BATCH); last++) {
    size += crystals[last].structure.atomicNumbers.length;
  }
  const chunk = crystals.slice(first, last);
  appendFileSync(out, (await evaluate(chunk)).join(''));
  atoms += chunk.reduce((sum, { structure }) => sum + structure.atomicNumbers.length, 0);
  if (Math.floor(last / 1000) > Math.floor(first / 1000)) {
    console.log(
      `${last}/${crystals.length} crystals, ${((performance.now() - started) / 1000).toFixed(0)} s, ${((performance.now() - started) / atoms).toFixed(2)} ms an atom`,
    );
  }
  first = last;
}

/** A crystal with atoms on one place fails its whole batch, so that batch is done one by one. */
async function evaluate(chunk) {
  try {
    const batch = packStructures(chunk.map(({ structure }) => structure));
    const { energies, forces, stresses } = await model.evaluate(batch);
    return chunk.map(({ id }, s) => {
      const [firstAtom, lastAtom] = [batch.structureOffsets[s], batch.structureOffsets[s + 1]];
      const largest = (values) => Number(values.reduce((most, x) => Math.max(most, Math.abs(x)), 0).toPrecision(3));
      const record = {
        id,
        energyPerAtom: Number((energies[s] / (lastAtom - firstAtom)).toFixed(6)),
        maxForce: largest(forces.subarray(3 * firstAtom, 3 * lastAtom)),
        maxStress: largest(stresses.subarray(9 * s, 9 * s + 9)),
      };
      return `${JSON.stringify(record)}\n`;
    });
  } catch (error) {
    if (chunk.length > 1) return (await Promise.all(chunk.map((crystal) => evaluate([crystal])))).flat();
    console.log(`${chunk[0].id} left out: ${error.message}`);
    return [];
  }
}
