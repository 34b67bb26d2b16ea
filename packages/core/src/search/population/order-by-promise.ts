import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../../energy/pressure-unit.js';
import type { Rng } from '../../numerics/rng.js';
import { adaptSurrogate } from '../../prediction/screening/surrogate/adapt-surrogate.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { describeCrystals, regressionStart, surrogateFor } from '../selection/describe-crystals.js';
import { thompsonSample } from '../selection/thompson-sample.js';

/** The regression learns from so many crystals: the lowest half of them, and the latest. */
const MOST_LESSONS = 80;
/** With fewer the prior energies speak alone. */
const LEAST_LESSONS = 5;
/** eV/atom: where a phase was found again and again nothing more is to be found; for each other member, and at most. */
const CROWDING_COST = 0.01;
const MOST_CROWDING = 0.1;

/**
 * Places of unrelaxed crystals of one composition, the most promising first: by the enthalpy that one draw of a Bayesian regression expects after relaxation, phases that were found
 * often made to look higher. The regression is that of the surrogate's last layer, from features of starts to enthalpies of ends, on what this search has relaxed of
 * that composition; before that the surrogate's prior energies, or chance where there are none. A function of the arguments alone: nothing is kept.
 */
export async function orderByPromise(structures: readonly Structure[], state: SearchState, knowledge: SearchKnowledge, rng: Rng): Promise<number[]> {
  const { request } = state;
  const lessons = lessonsOf(structures[0], state);
  if (lessons.length < LEAST_LESSONS && surrogateFor(request, knowledge) === null) return structures.map((_, place) => place);
  const all = [...structures, ...lessons.map(({ start }) => start)];
  const described = await describeCrystals(all, request, knowledge);
  const n = structures.length;
  const width = described.features.length / all.length;
  const pressure = request.constraints.pressureGPa / GPA_PER_EV_PER_CUBIC_ANGSTROM;
  const priors = described.priors.map((prior, i) => prior + (pressure * latticeVolume(all[i].lattice)) / all[i].atomicNumbers.length);
  const proposed = { priors: priors.subarray(0, n), features: described.features.subarray(0, n * width) };
  const learned = { priors: priors.subarray(n), features: described.features.subarray(n * width) };
  const labels = lessons.map(({ label }) => label);
  const expected =
    lessons.length < LEAST_LESSONS
      ? proposed.priors
      : thompsonSample(adaptSurrogate(learned, labels, regressionStart(request, knowledge)), proposed, rng);
  return structures.map((_, place) => place).sort((a, b) => expected[a] - expected[b] || a - b);
}

interface Lesson {
  readonly start: Structure;
  /** Enthalpy of the end, eV/atom, and what its phase is crowded. */
  readonly label: number;
}

/** Of other compositions there is nothing to learn: they fall by other amounts. */
function lessonsOf({ atomicNumbers }: Structure, { individuals, phases }: SearchState): Lesson[] {
  const composition = compositionFromSites(atomicNumbers);
  const relaxed = individuals.flatMap(({ id, start, outcome }) => {
    if (outcome === null || outcome.verdict === 'unsound' || outcome.verdict === 'open') return [];
    if (!sameComposition(compositionFromSites(start.atomicNumbers), composition)) return [];
    const others = outcome.phase === null ? 0 : phases[outcome.phase].members - 1;
    return [{ id, start, label: outcome.enthalpyPerAtom + Math.min(MOST_CROWDING, CROWDING_COST * others) }];
  });
  if (relaxed.length <= MOST_LESSONS) return relaxed;
  const lowest = new Set([...relaxed].sort((a, b) => a.label - b.label || a.id - b.id).slice(0, MOST_LESSONS / 2));
  return [...lowest, ...relaxed.filter((one) => !lowest.has(one)).slice(-MOST_LESSONS / 2)];
}
