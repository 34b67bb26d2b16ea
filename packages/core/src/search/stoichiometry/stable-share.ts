import type { Composition } from '../../composition/composition.js';
import { permutationsOf } from '../../numerics/permutations.js';
import { expectedShare } from './expected-share.js';
import type { StableFormulasModel } from './stable-formulas.js';

/** Systems of more elements are asked of their stoichiometry alone: they have too many orders, and hardly a relative. */
const MOST_ELEMENTS = 5;
/** Relatives that weigh less count for nothing. */
const LEAST_WEIGHT = 1e-6;

/** What like systems say about one set of elements. */
interface Relatives {
  /** Sum of the weights of all of them. */
  readonly total: number;
  /** Of those that have a stable phase, by counts in the order of the elements. */
  readonly stable: ReadonlyMap<string, number>;
}

/**
 * How probably a composition has a stable phase, from how many like chemical systems have one at the same stoichiometry:
 *
 *   p = ( λ·p₀ + Σ_systems w·[stable there] ) / ( λ + Σ_systems w ) ,   w = exp(−s·dᵖ) ,
 *
 * with d the mean squared distance between the elements and those that stand for them, each order of these a system of its own (a Nadaraya–Watson estimate), and p₀
 * the share of all systems (`expected-share.ts`). The system itself is left out, whatever is known of it.
 * @returns a function of reduced compositions, which remembers what it learned of each set of elements
 */
export function stableShares(model: StableFormulasModel): (composition: Composition) => number {
  const relatives = new Map<string, Relatives>();
  const relativesOf = (elements: readonly number[]): Relatives => {
    let known = relatives.get(elements.join());
    if (known === undefined) relatives.set(elements.join(), (known = askRelatives(elements, model)));
    return known;
  };
  return (composition) => {
    const prior = expectedShare(composition);
    const { atomicNumbers, counts } = composition;
    if (atomicNumbers.length < 2 || atomicNumbers.length > MOST_ELEMENTS) return prior;
    const { total, stable } = relativesOf(atomicNumbers);
    return (model.priorWeight * prior + (stable.get(counts.join()) ?? 0)) / (model.priorWeight + total);
  };
}

function askRelatives(
  elements: readonly number[],
  { systems, squaredDistances, sharpness, distanceExponent }: StableFormulasModel,
): Relatives {
  const orders = permutationsOf(elements.length);
  const stable = new Map<string, number>();
  let total = 0;
  for (const system of systems) {
    if (system.elements.length !== elements.length || elements.every((z, k) => z === system.elements[k])) continue;
    for (const order of orders) {
      const squared = elements.reduce((sum, z, k) => sum + squaredDistances[119 * z + system.elements[order[k]]], 0) / elements.length;
      const weight = Math.exp(-sharpness * squared ** distanceExponent);
      if (weight < LEAST_WEIGHT) continue;
      total += weight;
      for (const counts of system.stable) {
        const key = order.map((place) => counts[place]).join();
        stable.set(key, (stable.get(key) ?? 0) + weight);
      }
    }
  }
  return { total, stable };
}
