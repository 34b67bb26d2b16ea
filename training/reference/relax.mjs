/**
 * Relax reference crystals with the potential: one line of JSON a crystal, appended to OUT, for the second argument of `pack.mjs`.
 *
 *     node training/reference/relax.mjs DATA_DIRECTORY OUT.jsonl [--max-atoms 20] [--max-hull 0.001] [--limit N]
 *
 * Cell and positions, symmetry kept, to 0.05 eV/Å and 0.5 GPa. Elements come first, then by the order of `read-crystals.mjs`. Started again it goes on where
 * it stopped. A relaxation that does not converge, or moves the volume by more than a fifth, is left out: its single point stays in the table.
 */
import { latticeVolume } from '@kessho/core/crystal/lattice';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { readCrystals } from './read-crystals.mjs';

const CRYSTALS_OF_A_CHUNK = 32;
const VOLUME_CHANGE_LIMIT = 0.2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'max-atoms': { type: 'string', default: '20' },
    'max-hull': { type: 'string', default: '0.001' },
    limit: { type: 'string', default: 'Infinity' },
  },
});
const [dataDirectory, out] = positionals;
if (out === undefined) throw new Error('usage: relax.mjs DATA_DIRECTORY OUT.jsonl [--max-atoms N] [--max-hull EV] [--limit N]');
loadSymmetryEngineFromPackage();
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
  .filter(
    ({ id, hull, structure: { atomicNumbers } }) =>
      !done.has(id) &&
      atomicNumbers.length <= Number(values['max-atoms']) &&
      (hull <= Number(values['max-hull']) || new Set(atomicNumbers).size === 1) &&
      atomicNumbers.every((z) => model.elements.has(z)),
  )
  .slice(0, Number(values.limit));
console.log(`${done.size} done, ${crystals.length} to do`);

const started = performance.now();
for (let first = 0; first < crystals.length; first += CRYSTALS_OF_A_CHUNK) {
  const chunk = crystals.slice(first, first + CRYSTALS_OF_A_CHUNK);
  const results = await relaxChunk(chunk);
  appendFileSync(out, results.map((record) => `${JSON.stringify(record)}\n`).join(''));
  console.log(`${first + chunk.length}/${crystals.length} crystals, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Crystals that fail stop only themselves: a chunk that throws is relaxed one by one. */
async function relaxChunk(chunk) {
  try {
    const results = await relaxStructures(
      chunk.map(({ structure }) => structure),
      { model },
    );
    return results.map(({ structure, energyPerAtom, maxForce, steps, stopReason }, k) => {
      const volumeChange = latticeVolume(structure.lattice) / latticeVolume(chunk[k].structure.lattice) - 1;
      return {
        id: chunk[k].id,
        energyPerAtom: Number(energyPerAtom.toFixed(6)),
        accepted: stopReason === 'converged' && Math.abs(volumeChange) <= VOLUME_CHANGE_LIMIT,
        stopReason,
        steps,
        maxForce: Number(maxForce.toPrecision(3)),
        volumeChange: Number(volumeChange.toFixed(4)),
      };
    });
  } catch (error) {
    if (chunk.length > 1) {
      const single = [];
      for (const crystal of chunk) single.push(...(await relaxChunk([crystal])));
      return single;
    }
    console.log(`${chunk[0].id} left out: ${error.message}`);
    return [];
  }
}
