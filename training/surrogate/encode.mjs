/**
 * Crystals with energies as the tensors that `train.py` reads.
 *
 *     node training/surrogate/encode.mjs DATA_DIRECTORY GENERATED.jsonl OUT_DIRECTORY [--most-atoms 24]
 *
 * Takes the generated crystals, and the reference crystals whose energy the program carries, without held-out formulas. Where that energy is of a geometry that
 * the potential relaxed further, the one at hand is evaluated anew. Writes flat little-endian files and `crystals.json`: per crystal formula, generator, energy per
 * atom, rows and, per row, neighbors. The encoding is that of the program, `packages/models/src/encoding/surrogate-graph.ts`.
 */
import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { SURROGATE_CUTOFF, encodeSurrogateGraph } from '@kessho/models/encoding/surrogate-graph';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { loadReferenceSet } from '@kessho/models/reference/load-reference-set';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHeldOutFormulas, readRecords } from './read-records.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'most-atoms': { type: 'string', default: '24' } } });
const [dataDirectory, generatedPath, out] = positionals;
if (out === undefined) throw new Error('usage: encode.mjs DATA_DIRECTORY GENERATED.jsonl OUT_DIRECTORY [--most-atoms N]');

mkdirSync(out, { recursive: true });
const names = ['neighborVectors', 'neighborRows', 'neighborCounts', 'atomicNumbers', 'multiplicities'];
const files = Object.fromEntries(names.map((name) => [name, openSync(join(out, `${name}.bin`), 'w')]));
const summary = { formulas: [], generators: [], energies: [], rows: [], atoms: [] };
for (const crystal of generated()) write(crystal);
for (const crystal of await references()) write(crystal);
Object.values(files).forEach(closeSync);
writeFileSync(join(out, 'crystals.json'), JSON.stringify(summary));
console.log(`${summary.rows.length} crystals, ${new Set(summary.formulas).size} formulas`);

function write({ formula, generator, energyPerAtom, structure }) {
  const graph = encodeSurrogateGraph(packStructures([structure]));
  const { rowCount, neighborCount, neighborRows, neighborVectors } = graph;
  const counts = new Uint16Array(rowCount);
  const [rows, vectors] = [[], []];
  for (let row = 0; row < rowCount; row++) {
    for (let k = row * neighborCount; k < (row + 1) * neighborCount; k++) {
      const vector = neighborVectors.subarray(3 * k, 3 * k + 3);
      if (vector[1] === 0 && vector[2] === 0 && vector[0] === SURROGATE_CUTOFF) continue;
      counts[row]++;
      rows.push(neighborRows[k]);
      vectors.push(...vector);
    }
  }
  writeSync(files.neighborVectors, new Uint8Array(Float32Array.from(vectors).buffer));
  writeSync(files.neighborRows, new Uint8Array(Uint16Array.from(rows).buffer));
  writeSync(files.neighborCounts, new Uint8Array(counts.buffer));
  writeSync(files.atomicNumbers, Uint8Array.from(graph.atomicNumbers));
  writeSync(files.multiplicities, Uint8Array.from(graph.multiplicities));
  summary.formulas.push(formula);
  summary.generators.push(generator);
  summary.energies.push(energyPerAtom);
  summary.rows.push(rowCount);
  summary.atoms.push(structure.atomicNumbers.length);
}

function* generated() {
  for (const { formula, generator, energyPerAtom, lattice, atomicNumbers, fracCoords } of readRecords(generatedPath)) {
    const rows = (flat) => Array.from({ length: flat.length / 3 }, (_, k) => flat.slice(3 * k, 3 * k + 3));
    yield { formula, generator, energyPerAtom, structure: createStructure({ vectors: rows(lattice) }, atomicNumbers, rows(fracCoords)) };
  }
}

async function references() {
  const model = await createOnnxEnergyModel(modelDirectory('energy', 'chgnet', '0.3.0'));
  const phases = new Map(
    loadReferenceSet(model.id)
      .entriesOf(model.manifest.elements)
      .map((phase) => [phase.id, phase]),
  );
  const heldOut = readHeldOutFormulas();
  const crystals = readRecords(`${dataDirectory}/materials-project`)
    .filter(({ id, formula, nsites }) => phases.has(id) && !heldOut.has(formula) && nsites <= Number(values['most-atoms']))
    .map(({ id, formula, cell: [a, b, c, alpha, beta, gamma], species, frac }) => ({
      id,
      formula,
      generator: 'reference',
      structure: createStructure(
        latticeFromParameters({ a, b, c, alpha, beta, gamma }),
        species.flatMap(([symbol, count]) => Array(count).fill(atomicNumberOf(symbol))),
        frac,
      ),
    }));
  const found = [];
  for (const { id, structure, ...rest } of crystals) {
    const { isRelaxed, energyPerAtom } = phases.get(id);
    const energy = isRelaxed ? (await model.evaluate(packStructures([structure]))).energies[0] / structure.atomicNumbers.length : energyPerAtom;
    found.push({ ...rest, structure, energyPerAtom: Number(energy.toFixed(6)) });
  }
  await model.dispose();
  return found;
}
