import type { MatchableStructure } from './matchable-structure.js';
import type { MatchingTolerances } from './matching-tolerances.js';
import { DEFAULT_MATCHING_TOLERANCES } from './matching-tolerances.js';
import { searchOverlays } from './overlay-search.js';
import type { PairingDistances } from './site-pairing.js';

/** The two verdicts in use on whether structures are the same, and by how much they differ. */
export interface StructureMatch {
  /** Some overlay has its largest distance within the site tolerance: `StructureMatcher.fit`, the verdict of the Materials Project. */
  readonly matches: boolean;
  /** Least root mean square distance of paired sites, in units of (V/nsites)^(1/3); null where it exceeds the site tolerance: `get_rms_dist`, the verdict of benchmarks. */
  readonly rms: number | null;
  /** Largest distance of the overlay with that rms, in the same unit; null where rms is. */
  readonly maxDistance: number | null;
}

const NO_MATCH: StructureMatch = { matches: false, rms: null, maxDistance: null };

/** Compare two structures by the algorithm and with the verdicts of pymatgen's `StructureMatcher`. Mirror images match; matching is not transitive. */
export function matchStructures(a: MatchableStructure, b: MatchableStructure, tolerances: Partial<MatchingTolerances> = {}): StructureMatch {
  if (!hasSameContents(a, b)) return NO_MATCH;
  const complete = { ...DEFAULT_MATCHING_TOLERANCES, ...tolerances };
  let matches = false;
  let best: PairingDistances | null = null;
  searchOverlays(a, b, identityMapping(b), complete, (distances) => {
    matches ||= distances.maximum < complete.site;
    if (best === null || distances.rms < best.rms) best = distances;
    return false;
  });
  return best === null ? NO_MATCH : toMatch(matches, best, complete);
}

/** The `matches` of `matchStructures` alone; several times faster, as the first fitting overlay settles it. */
export function isSameStructure(a: MatchableStructure, b: MatchableStructure, tolerances: Partial<MatchingTolerances> = {}): boolean {
  if (!hasSameContents(a, b)) return false;
  const complete = { ...DEFAULT_MATCHING_TOLERANCES, ...tolerances };
  let matches = false;
  searchOverlays(a, b, identityMapping(b), complete, (distances) => (matches = distances.maximum < complete.site));
  return matches;
}

function toMatch(matches: boolean, { rms, maximum }: PairingDistances, tolerances: MatchingTolerances): StructureMatch {
  return rms < tolerances.site ? { matches, rms, maxDistance: maximum } : NO_MATCH;
}

const identityMapping = (structure: MatchableStructure): number[] => structure.atomicNumbers.map((_, k) => k);

/** Equal elements with equal counts in the primitive cells. */
const hasSameContents = (a: MatchableStructure, b: MatchableStructure): boolean =>
  a.atomCount === b.atomCount &&
  a.atomicNumbers.length === b.atomicNumbers.length &&
  a.atomicNumbers.every((z, k) => z === b.atomicNumbers[k]) &&
  a.offsets.every((offset, k) => offset === b.offsets[k]);
