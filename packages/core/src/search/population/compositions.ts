import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import { atomCount, reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import { computeFacets } from '../../energy/convex-hull/facets.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computeTieLines } from '../../energy/convex-hull/tie-lines.js';
import type { Rng } from '../../numerics/rng.js';
import { endReferencesOf, type ArchiveHull } from '../archive/hull-of-archive.js';
import { isChargeBalanced } from '../constraints/charge-balance.js';
import { countBounds, keepsFractions } from '../constraints/element-fractions.js';
import { atomsByEndMember, endMembersOf } from '../constraints/end-members.js';
import { holdsMolecules } from '../molecules/fill-formula.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';
import type { SearchRequest } from '../search-types.js';
import { compositionOfMolecules } from './compositions-of-molecules.js';

/** Draws before the constraints are taken to leave nothing. */
const MOST_DRAWS = 200;
/** Chances of a step from a vertex of the hull, and of a mixture along a tie-line; else a composition is drawn from the whole simplex. */
const STEP = 0.35;
const MIXTURE = 0.25;

/**
 * A composition for a random crystal: near the hull, between two of its phases, or anywhere (Shibayama et al. 2025, arXiv:2503.21201, leave the recipe
 * open; this one is ours). Reduced, within the limits of atoms and fractions, a mixture of the end members, one that whole molecules fill, balanced where that is asked
 * for, no end of the hull that has a reference.
 * @throws {NoCandidatesError} where the constraints leave none
 */
export function proposeComposition(request: SearchRequest, hull: ArchiveHull | null, references: readonly HullEntry[], rng: Rng): Composition {
  const fits = keepsLimits(request, references);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const kind = rng.uniform();
    const drawn =
      hull === null || kind > STEP + MIXTURE ? anywhere(request, rng) : kind < STEP ? stepFromVertex(request, hull, rng) : alongTieLine(hull, rng);
    if (drawn !== null && fits(drawn)) return drawn;
  }
  throw noComposition(request);
}

export const noComposition = ({ constraints: { maxAtoms } }: SearchRequest): NoCandidatesError =>
  new NoCandidatesError(`No composition of up to ${maxAtoms} atoms keeps the constraints`);

/** May a reduced composition be searched: within the limits, and no end of the hull that has a reference? */
export function keepsLimits(request: SearchRequest, references: readonly HullEntry[]): (composition: Composition) => boolean {
  const { minAtoms, maxAtoms, chargeNeutral, endMembers, fractions } = request.constraints;
  const ends = endReferencesOf(request, references);
  return (composition) => {
    const atoms = atomCount(composition);
    return (
      Math.floor(maxAtoms / atoms) * atoms >= Math.max(minAtoms, atoms) &&
      !ends.some((end) => sameComposition(end.composition, composition)) &&
      keepsFractions(composition, fractions) &&
      holdsMolecules(composition, request.constraints) &&
      (endMembers.length === 0 || atomsByEndMember(composition, endMembers) !== null) &&
      (!chargeNeutral || isChargeBalanced(composition))
    );
  };
}

function anywhere(request: SearchRequest, rng: Rng): Composition | null {
  const { endMembers, fractions, molecules } = request.constraints;
  if (molecules.length > 0 && endMembers.length === 0 && fractions.length === 0) return compositionOfMolecules(request, rng);
  return fractions.length > 0 ? withinFractions(request, rng) : anyMixture(request, rng);
}

/** Small formulas oftener: the number of atoms is uniform, and they fall among the ends of the hull that a random subset of them holds. */
function anyMixture(request: SearchRequest, rng: Rng): Composition | null {
  const { maxAtoms } = request.constraints;
  const subset = endMembersOf(request).filter(() => rng.uniform() < 0.8);
  const least = subset.reduce((sum, end) => sum + atomCount(end), 0);
  const atoms = least + rng.integer(Math.max(1, maxAtoms - least + 1));
  if (subset.length === 0 || atoms > maxAtoms) return null;
  const counts = new Map<number, number>();
  for (const end of subset) addUnits(counts, end, 1);
  for (let sum = least; sum < atoms;) {
    const end = subset[rng.integer(subset.length)];
    sum += atomCount(end);
    if (sum <= atoms) addUnits(counts, end, 1);
  }
  return reduceComposition(compositionFromCounts(counts));
}

/** The number of atoms is uniform among those that the fractions leave; then, in random order, each element has any count that leaves the others a choice. */
function withinFractions({ elements, constraints: { maxAtoms, fractions } }: SearchRequest, rng: Rng): Composition {
  const cells = Array.from({ length: maxAtoms }, (_, k) => k + 1).flatMap((atoms) => {
    const bounds = countBounds(elements, fractions, atoms);
    return bounds === null ? [] : [{ atoms, bounds }];
  });
  const { atoms, bounds } = cells[rng.integer(cells.length)];
  const open = elements.map((z, k) => ({ z, ...bounds[k] }));
  const counts = new Map<number, number>();
  for (let left = atoms; open.length > 0;) {
    const [{ z, least, most }] = open.splice(rng.integer(open.length), 1);
    const [leastOfOthers, mostOfOthers] = open.reduce(([low, high], other) => [low + other.least, high + other.most], [0, 0]);
    const low = Math.max(least, left - mostOfOthers);
    const count = low + rng.integer(Math.min(most, left - leastOfOthers) - low + 1);
    counts.set(z, count);
    left -= count;
  }
  return reduceComposition(compositionFromCounts(counts));
}

function stepFromVertex(request: SearchRequest, { diagram }: ArchiveHull, rng: Rng): Composition | null {
  const { chemical } = diagram.phases[diagram.stable[rng.integer(diagram.stable.length)]].entry;
  const units = 1 + rng.integer(Math.max(1, Math.floor(request.constraints.maxAtoms / atomCount(chemical))));
  const ends = endMembersOf(request);
  const counts = new Map<number, number>();
  addUnits(counts, chemical, units);
  const end = ends[rng.integer(ends.length)];
  const isMore = rng.uniform() < 0.5;
  // what is not there cannot be taken away
  if (isMore || end.atomicNumbers.every((z, k) => (counts.get(z) ?? 0) >= end.counts[k])) addUnits(counts, end, isMore ? 1 : -1);
  const stepped = compositionFromCounts(counts);
  return stepped.counts.length === 0 ? null : reduceComposition(stepped);
}

function alongTieLine({ diagram }: ArchiveHull, rng: Rng): Composition | null {
  const lines = computeTieLines(diagram, computeFacets(diagram));
  if (lines.length === 0) return null;
  const [a, b] = lines[rng.integer(lines.length)].map((place) => diagram.phases[place].entry.chemical);
  const counts = new Map<number, number>();
  addUnits(counts, a, 1 + rng.integer(3));
  addUnits(counts, b, 1 + rng.integer(3));
  const mixed = reduceComposition(compositionFromCounts(counts));
  return sameComposition(mixed, a) || sameComposition(mixed, b) ? null : mixed;
}

const addUnits = (counts: Map<number, number>, { atomicNumbers, counts: own }: Composition, units: number): void =>
  atomicNumbers.forEach((z, k) => counts.set(z, (counts.get(z) ?? 0) + units * own[k]));
