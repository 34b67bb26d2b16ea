import { setTimeout as delay } from 'node:timers/promises';
import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { convexHullAt } from '@kessho/core/energy/convex-hull/convex-hull-at';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { forkRng } from '@kessho/core/numerics/rng';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';

/** Durations are log-normal: standard deviation of their logarithm, as relaxations of random crystals and of children by the real potential scatter. */
const LOG_DEVIATION = 0.8;
/** Energies, eV/atom above the elements: uniform from the first over a range of the second. */
const ENERGIES = { lowest: -0.3, range: 1 };

/** How long the relaxations of so many tasks last, ms; the same on every run. */
export const simulatedDurations = (tasks: number, medianMs: number): number[] =>
  Array.from({ length: tasks }, (_, task) => simulatedDuration(task, medianMs));

export const simulatedDuration = (task: number, medianMs: number): number => medianMs * Math.exp(LOG_DEVIATION * forkRng('duration', task).normal());

/**
 * A relaxation that sleeps in the place of calls of the potential, and leaves the structure as it is, with an energy drawn for the task.
 * @param medianMs of the sleeps
 */
export const simulatedRelaxation =
  (references: readonly HullEntry[], medianMs: number): RelaxTask =>
  async ({ index, structure }, _pressureGPa, { signal }) => {
    await delay(simulatedDuration(index, medianMs), undefined, signal === null ? {} : { signal });
    const elements = convexHullAt(compositionFromSites(structure.atomicNumbers), references).referenceEnergyPerAtom;
    const energyPerAtom = elements + ENERGIES.lowest + ENERGIES.range * forkRng('energy', index).uniform();
    return {
      structure,
      energyPerAtom,
      enthalpyPerAtom: energyPerAtom,
      forces: structure.atomicNumbers.map(() => [0, 0, 0]),
      stress: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      maxForce: 0,
      steps: 20,
      stopReason: 'converged',
      trajectory: { energiesPerAtom: [energyPerAtom], maxForces: [0], frames: [] },
    };
  };
