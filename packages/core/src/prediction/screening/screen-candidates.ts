import type { EnergyModel } from '../../energy/energy-model.js';
import type { Rng } from '../../numerics/rng.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { packWithSymmetry } from '../../symmetry/pack-with-symmetry.js';
import { AbortedError } from '../input-errors.js';
import { isHeld } from '../stop-reasons.js';
import type { Candidate, ScreenedCandidate, ScreeningTest, StageControl } from '../stage-types.js';
import { relaxBriefly, type RelaxStructures } from './brief-relaxation.js';
import { geometryTests } from './geometry-tests.js';
import { prefilterBySurrogate } from './surrogate-prefilter.js';
import type { SurrogateModel } from './surrogate/surrogate-model.js';

/** Energies outside of this are a sign of a broken geometry, not of a crystal, eV/atom. */
const LOWEST_ENERGY = -25;
const HIGHEST_ENERGY = 20;
/** Structures per call of the potential. */
const BATCH = 32;
/** Two candidates are compared by the matcher only if their energies agree to this, eV/atom. */
const SAME_ENERGY = 1e-3;
/** Far below the matcher's defaults, which take a ferroelectric distortion for the undistorted crystal: only what must relax to the same place is a repetition. */
const SAME_GEOMETRY = { length: 0.02, site: 0.02, angle: 1 };

export interface ScreeningOptions {
  /** Predicted, Å³ per atom. */
  readonly volumePerAtom: number;
  readonly pressureGPa: number;
  /** Share of the random crystals that is relaxed briefly, those of lowest energy. */
  readonly briefShare: number;
  readonly relax: RelaxStructures;
  /** Null to ask the potential about every candidate. */
  readonly surrogate: SurrogateModel | null;
  /** Chooses the surrogate's first labels. */
  readonly rng: Rng;
}

/**
 * Test the geometry, let the surrogate choose among many random crystals, evaluate the potential once on what is left, mark candidates that repeat an earlier one of the list, and take the first steps
 * of relaxation with the better part of the random crystals. Every candidate comes back, in order, with what was found.
 * @throws {AbortedError} between two batches
 */
export async function screenCandidates(
  candidates: readonly Candidate[],
  model: EnergyModel,
  { volumePerAtom, pressureGPa, briefShare, relax, surrogate, rng }: ScreeningOptions,
  control: StageControl,
): Promise<ScreenedCandidate[]> {
  const tests = candidates.map(({ structure }) => geometryTests(structure, volumePerAtom));
  const valid = candidates.flatMap((_, i) => ((tests[i] as ScreeningTest[]).every((test) => test.passed) ? [i] : []));
  const estimates = await prefilterBySurrogate(candidates, valid, surrogate, model, rng, control);
  for (const [i, { test }] of estimates) (tests[i] as ScreeningTest[]).push(test);
  const energies = candidates.map((_, i) => estimates.get(i)?.energyPerAtom ?? null);
  const asked = valid.filter((i) => energies[i] === null && estimates.get(i)?.test.passed !== false);
  for (let start = 0; start < asked.length; start += BATCH) {
    if (control.signal?.aborted === true) throw new AbortedError();
    const indices = asked.slice(start, start + BATCH);
    const structures = indices.map((i) => (candidates[i] as Candidate).structure);
    const { energies: perCell } = await model.evaluate(packWithSymmetry(structures));
    indices.forEach((i, k) => (energies[i] = (perCell[k] as number) / (structures[k]?.atomicNumbers.length ?? 1)));
    control.onProgress?.(Math.min(start + BATCH, asked.length), asked.length);
  }
  for (const i of valid) if (energies[i] !== null) (tests[i] as ScreeningTest[]).push(...energyTests(energies[i] as number));
  const duplicateOf = markDuplicates(candidates, energies);
  const screened = candidates.map((candidate, i): ScreenedCandidate => ({
    ...candidate,
    screening: {
      tests: tests[i] as ScreeningTest[],
      energyPerAtom: energies[i] as number | null,
      surrogate: estimates.get(i)?.estimate ?? null,
      briefRelaxation: null,
      duplicateOf: duplicateOf[i] as string | null,
      passed: (tests[i] as ScreeningTest[]).every((test) => test.passed),
    },
  }));
  return relaxBriefly(screened, relax, { pressureGPa, share: briefShare }, control);
}

const energyTests = (energyPerAtom: number): ScreeningTest[] => [
  { name: 'energy-too-low', value: energyPerAtom, threshold: LOWEST_ENERGY, passed: energyPerAtom >= LOWEST_ENERGY },
  { name: 'energy-too-high', value: energyPerAtom, threshold: HIGHEST_ENERGY, passed: energyPerAtom <= HIGHEST_ENERGY },
];

/** For each candidate the key of an earlier one with the same energy and structure that is to be relaxed the same way, or null. */
export function markDuplicates(candidates: readonly Candidate[], energies: readonly (number | null)[]): (string | null)[] {
  const duplicateOf = new Array<string | null>(candidates.length).fill(null);
  const byEnergy = energies.flatMap((energy, i) => (energy === null ? [] : [{ energy, i }])).sort((a, b) => a.energy - b.energy || a.i - b.i);
  const prepared = new Map<number, MatchableStructure>();
  const matchable = (i: number): MatchableStructure => {
    let found = prepared.get(i);
    if (!found) prepared.set(i, (found = prepareForMatching((candidates[i] as Candidate).structure)));
    return found;
  };
  byEnergy.forEach(({ energy, i }, place) => {
    for (let before = place - 1; before >= 0; before--) {
      const other = byEnergy[before] as { energy: number; i: number };
      if (energy - other.energy > SAME_ENERGY) break;
      if (isHeld(candidates[i] as Candidate) !== isHeld(candidates[other.i] as Candidate)) continue;
      if (duplicateOf[other.i] !== null || !isSameStructure(matchable(i), matchable(other.i), SAME_GEOMETRY)) continue;
      // The earlier one of the list stays, whatever the order by energy.
      const [kept, repeated] = i < other.i ? [i, other.i] : [other.i, i];
      duplicateOf[repeated] = (candidates[kept] as Candidate).key;
      if (repeated === i) break;
    }
  });
  return duplicateOf;
}
