/**
 * The shipped potential for `peer.py`: a request a line on standard input, an answer a line on standard output, until the input ends.
 *
 * `{ "task": "evaluate" | "relax", "atomicNumbers", "lattice" (rows, Å), "fracCoords", "refineBelow" (eV/atom or null) }`. An evaluation answers with `energy` (eV), `forces`
 * (eV/Å) and `stress` (eV/Å³); a relaxation, that of our own searches, with `lattice`, `fracCoords`, `energyPerAtom`, `evaluations` and `sound`.
 */
import { createInterface } from 'node:readline';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { createStructure } from '@kessho/core/crystal/structure';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { isSound } from '@kessho/core/prediction/stop-reasons';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';

interface PeerRequest {
  readonly task: 'evaluate' | 'relax';
  readonly atomicNumbers: readonly number[];
  readonly lattice: Mat3;
  readonly fracCoords: readonly Vec3[];
  readonly refineBelow: number | null;
}

/** Moves of a relaxation: those of our searches. */
const MOST_STEPS = 200;

const { energyModel } = await loadSearchKnowledge([], {
  directory: modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version),
  threads: 1,
});
const relax = relaxTaskWith(energyModel);

async function answer({ task, atomicNumbers, lattice, fracCoords, refineBelow }: PeerRequest): Promise<object> {
  const structure = createStructure({ vectors: lattice }, atomicNumbers, fracCoords);
  if (task === 'evaluate') {
    const { energies, forces, stresses } = await energyModel.evaluate(packStructures([structure]));
    return { energy: energies[0], forces: Array.from(forces), stress: Array.from(stresses) };
  }
  const result = await relax({ index: 0, individual: 0, structure, maxSteps: MOST_STEPS, giveUpAbove: null, refineBelow }, 0, {
    signal: null,
    onProgress: null,
  });
  return {
    lattice: result.structure.lattice.vectors,
    fracCoords: result.structure.fracCoords,
    energyPerAtom: result.energyPerAtom,
    evaluations: result.steps + 1,
    sound: isSound(result),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const answered = await answer(JSON.parse(line) as PeerRequest).catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answered)}\n`);
}
