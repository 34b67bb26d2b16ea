import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import { atomCount, reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import { computeFacets } from '../../energy/convex-hull/facets.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computeTieLines } from '../../energy/convex-hull/tie-lines.js';
import type { Rng } from '../../numerics/rng.js';
import { elementalReferencesOf, type ArchiveHull } from '../archive/hull-of-archive.js';
import { isChargeBalanced } from '../constraints/charge-balance.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';
import type { SearchRequest } from '../search-types.js';

/** Draws before the constraints are taken to leave nothing. */
const MOST_DRAWS = 200;
/** Chances of a step from a vertex of the hull, and of a mixture along a tie-line; else a composition is drawn from the whole simplex. */
const STEP = 0.35;
const MIXTURE = 0.25;

/**
 * A composition for a random crystal: near the hull, between two of its phases, or anywhere (Shibayama et al. 2025, arXiv:2503.21201, leave the recipe
 * open; this one is ours). Reduced, within the limits of atoms, balanced where that is asked for, no element that has a reference.
 * @throws {NoCandidatesError} where the constraints leave none
 */
export function proposeComposition(request: SearchRequest, hull: ArchiveHull | null, references: readonly HullEntry[], rng: Rng): Composition {
  const { maxAtoms, chargeNeutral } = request.constraints;
  const referenced = new Set(elementalReferencesOf(request, references).map(({ composition }) => composition.atomicNumbers[0]));
  const fits = (composition: Composition): boolean => {
    const atoms = atomCount(composition);
    const [first, second] = composition.atomicNumbers;
    return atoms <= maxAtoms && (second !== undefined || !referenced.has(first)) && (!chargeNeutral || isChargeBalanced(composition));
  };
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const kind = rng.uniform();
    const drawn =
      hull === null || kind > STEP + MIXTURE ? anywhere(request, rng) : kind < STEP ? stepFromVertex(request, hull, rng) : alongTieLine(hull, rng);
    if (drawn !== null && fits(drawn)) return drawn;
  }
  throw new NoCandidatesError(`No composition of up to ${maxAtoms} atoms keeps the constraints`);
}

/** Small formulas oftener: the number of atoms is uniform, and the atoms fall among the elements that a random subset of the system holds. */
function anywhere({ elements, constraints: { maxAtoms } }: SearchRequest, rng: Rng): Composition | null {
  const subset = elements.filter(() => rng.uniform() < 0.8);
  const atoms = subset.length + rng.integer(Math.max(1, maxAtoms - subset.length + 1));
  if (subset.length === 0 || atoms > maxAtoms) return null;
  const counts = new Map(subset.map((z) => [z, 1]));
  for (let atom = subset.length; atom < atoms; atom++) {
    const z = subset[rng.integer(subset.length)];
    counts.set(z, (counts.get(z) as number) + 1);
  }
  return reduceComposition(compositionFromCounts(counts));
}

function stepFromVertex({ elements, constraints: { maxAtoms } }: SearchRequest, { diagram }: ArchiveHull, rng: Rng): Composition | null {
  const { composition } = diagram.phases[diagram.stable[rng.integer(diagram.stable.length)]].entry;
  const units = 1 + rng.integer(Math.max(1, Math.floor(maxAtoms / atomCount(composition))));
  const counts = new Map(composition.atomicNumbers.map((z, k) => [z, units * composition.counts[k]]));
  const z = elements[rng.integer(elements.length)];
  counts.set(z, Math.max(0, (counts.get(z) ?? 0) + (rng.uniform() < 0.5 ? 1 : -1)));
  const stepped = compositionFromCounts(counts);
  return stepped.counts.length === 0 ? null : reduceComposition(stepped);
}

function alongTieLine({ diagram }: ArchiveHull, rng: Rng): Composition | null {
  const lines = computeTieLines(diagram, computeFacets(diagram));
  if (lines.length === 0) return null;
  const [a, b] = lines[rng.integer(lines.length)].map((place) => diagram.phases[place].entry.composition);
  const counts = new Map<number, number>();
  for (const [{ atomicNumbers, counts: own }, units] of [
    [a, 1 + rng.integer(3)],
    [b, 1 + rng.integer(3)],
  ] as const)
    atomicNumbers.forEach((z, k) => counts.set(z, (counts.get(z) ?? 0) + units * own[k]));
  const mixed = reduceComposition(compositionFromCounts(counts));
  return sameComposition(mixed, a) || sameComposition(mixed, b) ? null : mixed;
}
