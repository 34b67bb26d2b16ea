/**
 * Relax many structures, positions and cell, in few calls of the model.
 *
 * A working set goes through the model as one batch per step; what has finished leaves it and what waits enters. Each structure has its own optimizer
 * state, so what else is in the batch changes nothing but the last digits of the model. Stages, guards and the stop reasons: `active-relaxation.ts`.
 */
import type { StructureBatch } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import type { EnergyModel } from '../../energy/energy-model.js';
import { CoreError } from '../../errors.js';
import type { RelaxationResult, StageControl } from '../stage-types.js';
import type { ActiveRelaxation } from './active-relaxation.js';
import { advanceRelaxation, startRelaxation } from './active-relaxation.js';
import type { RelaxationOptions } from './relaxation-options.js';
import { completeRelaxationOptions } from './relaxation-options.js';

/** The relaxation was aborted while some structures had not been evaluated even once, so that nothing can be said of them. */
export class RelaxationAbortedError extends CoreError {
  readonly code = 'Aborted';
}

/**
 * @returns one result for each structure, in their order, never with a higher enthalpy than the start
 * @throws {InvalidRelaxationOptionsError} for limits that make no sense
 * @throws {RelaxationAbortedError} if aborted before every structure was evaluated; otherwise those on their way return as `aborted`
 */
export async function relaxStructures(
  structures: readonly Structure[],
  { model }: { readonly model: EnergyModel },
  options: Partial<RelaxationOptions> = {},
  control: StageControl = { signal: null, onProgress: null },
): Promise<RelaxationResult[]> {
  const complete = completeRelaxationOptions(options);
  const results = new Map<number, RelaxationResult>();
  let waiting = 0;
  let working: ActiveRelaxation[] = [];
  while (results.size < structures.length) {
    if (isAborted(control)) throw new RelaxationAbortedError(`Aborted after ${results.size} of ${structures.length} structures`);
    let atoms = working.reduce((sum, { frame }) => sum + frame.nsites, 0);
    while (waiting < structures.length && hasRoom(working.length, atoms, structures[waiting], complete)) {
      working.push(startRelaxation(waiting, structures[waiting], complete));
      atoms += structures[waiting].atomicNumbers.length;
      waiting++;
    }
    const batch = batchOf(working);
    const { energies, forces, stresses } = await model.evaluate(batch);
    const aborted = isAborted(control);
    const remaining: ActiveRelaxation[] = [];
    working.forEach((active, s) => {
      const [first, last] = [batch.structureOffsets[s], batch.structureOffsets[s + 1]];
      const evaluation = { energy: energies[s], forces: forces.slice(3 * first, 3 * last), stress: stresses.slice(9 * s, 9 * s + 9) };
      const advance = advanceRelaxation(active, evaluation, complete, aborted);
      if ('next' in advance) remaining.push(advance.next);
      else results.set(active.index, advance.result);
    });
    if (remaining.length < working.length) control.onProgress?.(results.size, structures.length);
    working = remaining;
  }
  return structures.map((_, index) => results.get(index) as RelaxationResult);
}

const isAborted = ({ signal }: StageControl): boolean => signal?.aborted ?? false;

const hasRoom = (count: number, atoms: number, { atomicNumbers }: Structure, { maxBatchStructures, maxBatchAtoms }: RelaxationOptions): boolean =>
  count === 0 || (count < maxBatchStructures && atoms + atomicNumbers.length <= maxBatchAtoms);

function batchOf(working: readonly ActiveRelaxation[]): StructureBatch {
  const structureOffsets = new Int32Array(working.length + 1);
  working.forEach(({ frame }, s) => (structureOffsets[s + 1] = structureOffsets[s] + frame.nsites));
  const nAtoms = structureOffsets[working.length];
  const batch = {
    structureOffsets,
    atomicNumbers: new Int32Array(nAtoms),
    fracCoords: new Float64Array(3 * nAtoms),
    lattices: new Float64Array(9 * working.length),
    symmetries: working.map(({ symmetry }) => symmetry),
  };
  working.forEach(({ atomicNumbers, geometry }, s) => {
    batch.atomicNumbers.set(atomicNumbers, structureOffsets[s]);
    batch.fracCoords.set(geometry.fracCoords, 3 * structureOffsets[s]);
    batch.lattices.set(geometry.lattice, 9 * s);
  });
  return batch;
}
