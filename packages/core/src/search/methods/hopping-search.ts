import type { Structure } from '../../crystal/structure.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import type { Rng } from '../../numerics/rng.js';
import { lowestOfNiches, lowestPhase } from '../archive/population.js';
import { brokenConstraint } from '../constraints/broken-constraint.js';
import { displaceSites, strainCell } from '../operators/move-sites.js';
import { randomStrain } from '../operators/random-strain.js';
import { rattleBodies } from '../operators/rigid-operators.js';
import { softMutation } from '../operators/soft-mutation.js';
import { expectedVolume } from '../population/expected-volume.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, Outcome, SearchState, Walker } from '../search-types.js';
import { firstGeneration } from './evolutionary-search.js';
import { randomProposal, seedProposal } from './random-search.js';
import { limitsFrom, NO_MEMORY, type SearchStrategy } from './search-strategy.js';

/** Where a walker begins: largest displacement, Å, and how much higher the next minimum may be, eV/atom. */
const AMPLITUDE = 0.8;
const TOLERANCE = 0.03;
const AMPLITUDES: readonly [number, number] = [0.2, 3];
/** Feedback of minima hopping: β₂ where a known minimum is met, β₃ where a new one is; α₁ where it is accepted, α₂ where not. */
const KNOWN = 1.1;
const NEW = 1 / 1.1;
const ACCEPTED = 0.98;
const REFUSED = 1 / 0.98;
/** Strain that goes with a displacement of 1 Å. */
const STRAIN_PER_DISPLACEMENT = 0.06;
/** Half of the hops go along a soft mode, the others anywhere. */
const SOFT_SHARE = 0.5;
const MOST_HOPS = 40;

/**
 * From minimum to minimum: basin hopping (Wales and Doye 1997, doi:10.1021/jp970984n) whose length of step and threshold follow the feedback of minima hopping
 * (Goedecker 2004, doi:10.1063/1.1724816); displacements take the place of its molecular dynamics. As many walkers as the lag, each on its own task in turn, start
 * from the lowest niches of a random search; what one has met is known to all.
 */
export const hoppingSearch: SearchStrategy = {
  begin: async () => NO_MEMORY,
  next: async (state, knowledge, rng) => {
    const { begun, request, memory, phases } = state;
    if (begun >= request.budget) return { kind: 'finished' };
    const seed = seedProposal(state);
    if (seed !== null) return { kind: 'individual', proposal: seed };
    if (memory.walkers.length === 0) return { kind: 'individual', proposal: randomProposal(state, knowledge, rng) };
    const walker = memory.walkers[begun % memory.walkers.length];
    const hop = hopFrom(state, walker, knowledge, rng);
    if (hop === null) return { kind: 'individual', proposal: randomProposal(state, knowledge, rng) };
    return {
      kind: 'individual',
      proposal: { operator: 'hop', parents: [walker.at], ...hop, fromPool: null, ...limitsFrom(lowestPhase(phases)?.enthalpyPerAtom ?? null) },
    };
  },
  turns: false,
  learn: (state, before, { individual, task }) => {
    const { request, memory } = state;
    if (memory.walkers.length === 0) {
      // the random crystals of the beginning are in
      return task.index + 1 >= firstGeneration(request.budget) && state.phases.length > 0
        ? { ...state, memory: { ...memory, walkers: placeWalkers(state) } }
        : state;
    }
    if (individual.operator !== 'hop') return state;
    const place = task.index % memory.walkers.length;
    return {
      ...state,
      memory: { ...memory, walkers: memory.walkers.map((walker, k) => (k === place ? afterHop(walker, before, individual) : walker)) },
    };
  },
};

const placeWalkers = ({ phases, request: { lag } }: SearchState): Walker[] => {
  const niches = lowestOfNiches(phases);
  return Array.from({ length: lag }, (_, k) => ({ at: niches[k % niches.length].individual, amplitude: AMPLITUDE, tolerance: TOLERANCE }));
};

function hopFrom(
  state: SearchState,
  { at, amplitude }: Walker,
  knowledge: SearchKnowledge,
  rng: Rng,
): { structure: Structure; discarded: Record<string, number> } | null {
  const { structure } = (state.individuals[at] as Individual & { outcome: Outcome }).outcome;
  const volumePerAtom = expectedVolume(state, knowledge)(compositionFromSites(structure.atomicNumbers));
  const discarded: Record<string, number> = {};
  const { molecules } = state.request.constraints;
  for (let tries = 0; tries < MOST_HOPS; tries++) {
    const hopped = molecules.length > 0 ? rattleBodies(structure, molecules, rng, amplitude / 2) : hopOfAtoms(structure, amplitude, rng);
    if (hopped === null) return null;
    const reason = brokenConstraint(hopped, state.request, volumePerAtom);
    if (reason === null) return { structure: hopped, discarded };
    discarded[reason] = (discarded[reason] ?? 0) + 1;
  }
  return null;
}

function hopOfAtoms(structure: Structure, amplitude: number, rng: Rng): Structure {
  const soft = rng.uniform() < SOFT_SHARE ? softMutation(structure, rng, amplitude) : null;
  const displaced =
    soft ??
    displaceSites(
      structure,
      Float64Array.from({ length: 3 * structure.atomicNumbers.length }, () => (amplitude / 2) * rng.normal()),
    );
  return strainCell(displaced, randomStrain(STRAIN_PER_DISPLACEMENT * amplitude, rng));
}

function afterHop(walker: Walker, before: SearchState, { id, outcome }: Individual & { readonly outcome: Outcome }): Walker {
  const here = (before.individuals[walker.at] as Individual & { outcome: Outcome }).outcome;
  const amplitude = Math.min(AMPLITUDES[1], Math.max(AMPLITUDES[0], walker.amplitude * (outcome.verdict === 'new' ? NEW : KNOWN)));
  if (outcome.phase === null || outcome.phase === here.phase) return { ...walker, amplitude };
  const accepted = outcome.enthalpyPerAtom - here.enthalpyPerAtom < walker.tolerance;
  return accepted ? { at: id, amplitude, tolerance: walker.tolerance * ACCEPTED } : { ...walker, amplitude, tolerance: walker.tolerance * REFUSED };
}
