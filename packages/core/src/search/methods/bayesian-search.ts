import type { Structure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import { adaptSurrogate, predictEnergies } from '../../prediction/screening/surrogate/adapt-surrogate.js';
import type { AdaptationStart, SurrogateFeatures } from '../../prediction/screening/surrogate/surrogate-model.js';
import { lowestPhase } from '../archive/population.js';
import { proposeRandom } from '../population/propose-random.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { PoolCrystal, SearchRequest, SearchState } from '../search-types.js';
import { expectedImprovement } from '../selection/expected-improvement.js';
import { describeCrystals, regressionStart } from '../selection/describe-crystals.js';
import { limitsFrom, NO_MEMORY, type SearchStrategy } from './search-strategy.js';
import type { Composition } from '../../composition/composition.js';

/** Crystals in the pool for each relaxation of the budget. */
const POOL_FACTOR = 6;
/** Of the budget, and at least so many, are drawn at random before anything is learned. */
const FIRST_SHARE = 0.15;
const LEAST_FIRST = 5;

/**
 * Choose from a fixed pool of random crystals by the improvement that a regression on what is relaxed already expects of them (Yamashita et al. 2018,
 * doi:10.1103/PhysRevMaterials.2.013803). The regression is the Bayesian one of the surrogate, on the surrogate's features where it knows the elements, else on
 * radial distributions.
 */
export const bayesianSearch: SearchStrategy = {
  begin: async (request, knowledge) => ({ ...NO_MEMORY, pool: await makePool(request, knowledge) }),
  next: async (state, knowledge, rng) => {
    const { begun, request, memory, individuals, phases } = state;
    const taken = new Set(individuals.map(({ poolPlace }) => poolPlace));
    const waiting = memory.pool.flatMap((_, place) => (taken.has(place) ? [] : [place]));
    if (begun >= request.budget || waiting.length === 0) return { kind: 'finished' };
    const isFirst = begun < Math.max(LEAST_FIRST, FIRST_SHARE * request.budget);
    const labeled = isFirst ? [] : relaxedOf(state);
    const place =
      labeled.length < LEAST_FIRST - 1
        ? waiting[rng.integer(waiting.length)]
        : mostPromising(waiting, labeled, memory.pool, regressionStart(request, knowledge));
    const isSeed = place < request.seeds.length;
    const lowest = lowestPhase(phases)?.enthalpyPerAtom ?? null;
    return {
      kind: 'individual',
      proposal: {
        operator: isSeed ? 'seed' : 'random',
        parents: [],
        structure: memory.pool[place].structure,
        discarded: {},
        fromPool: place,
        ...limitsFrom(lowest),
      },
    };
  },
  turns: false,
  learn: (state) => state,
};

interface Labeled {
  readonly place: number;
  readonly enthalpyPerAtom: number;
}

const relaxedOf = ({ individuals }: SearchState): Labeled[] =>
  individuals.flatMap(({ poolPlace, outcome }) =>
    poolPlace !== null && outcome !== null && outcome.verdict !== 'unsound' ? [{ place: poolPlace, enthalpyPerAtom: outcome.enthalpyPerAtom }] : [],
  );

function mostPromising(waiting: readonly number[], labeled: readonly Labeled[], pool: readonly PoolCrystal[], start: AdaptationStart): number {
  const posterior = adaptSurrogate(
    featuresAt(
      labeled.map(({ place }) => place),
      pool,
    ),
    labeled.map(({ enthalpyPerAtom }) => enthalpyPerAtom),
    start,
  );
  const { means, deviations } = predictEnergies(posterior, featuresAt(waiting, pool));
  const lowest = Math.min(...labeled.map(({ enthalpyPerAtom }) => enthalpyPerAtom));
  const improvements = waiting.map((_, k) => expectedImprovement(means[k], deviations[k], lowest));
  const best = Math.max(...improvements);
  // far from any improvement all of them underflow: then the lowest mean
  return best > 0 ? waiting[improvements.indexOf(best)] : waiting[means.indexOf(Math.min(...means))];
}

const featuresAt = (places: readonly number[], pool: readonly PoolCrystal[]): SurrogateFeatures => ({
  priors: Float64Array.from(places, (place) => pool[place].priorPerAtom),
  features: Float64Array.from(places.flatMap((place) => pool[place].features)),
});

async function makePool(request: SearchRequest, knowledge: SearchKnowledge): Promise<PoolCrystal[]> {
  const draw = (_: unknown, place: number): Structure =>
    proposeRandom(request.composition as Composition, { request, phases: [] }, knowledge, forkRng(request.seed, 'search', 'pool', place)).structure;
  const structures = [...request.seeds, ...Array.from({ length: POOL_FACTOR * request.budget }, draw)];
  const { priors, features } = await describeCrystals(structures, request, knowledge);
  const width = features.length / structures.length;
  return structures.map((structure, i) => ({
    structure,
    priorPerAtom: priors[i],
    features: Array.from(features.subarray(i * width, (i + 1) * width)),
  }));
}
