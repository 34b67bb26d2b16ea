import { setTimeout as delay } from 'node:timers/promises';
import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { convexHullAt } from '@kessho/core/energy/convex-hull/convex-hull-at';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { forkRng } from '@kessho/core/numerics/rng';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';

/** Durations are log-normal, ms: as relaxations of random crystals and of children by the real potential scatter. */
const DURATION = { median: 500, logDeviation: 0.8 };
/** Energies, eV/atom above the elements: uniform from the first over a range of the second. */
const ENERGIES = { lowest: -0.3, range: 1 };

/** How long the relaxation of a task lasts, ms; the same on every run. */
export const simulatedDuration = (task: number): number => DURATION.median * Math.exp(DURATION.logDeviation * forkRng('duration', task).normal());

/** The durations of so many tasks together, ms. */
export const totalDuration = (tasks: number): number =>
  Array.from({ length: tasks }, (_, task) => simulatedDuration(task)).reduce((sum, ms) => sum + ms, 0);

/**
 * A relaxation that sleeps in the place of calls of the potential, and leaves the structure as it is, with an energy drawn for the task.
 * @param durationOf a task, ms
 */
export const simulatedRelaxation =
  (references: readonly HullEntry[], durationOf = simulatedDuration): RelaxTask =>
  async ({ index, structure }, _pressureGPa, { signal }) => {
    await delay(durationOf(index), undefined, signal === null ? {} : { signal });
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
