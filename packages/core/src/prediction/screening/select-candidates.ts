import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import type { ScreenedCandidate, Selection } from '../stage-types.js';
import { energySoFar } from '../energy-so-far.js';
import { splitEvery } from '../split-every.js';
import { markDuplicates } from './screen-candidates.js';

export interface SelectionLimits {
  readonly imitatedRelaxations: number;
  readonly symmetricRelaxations: number;
  /** Candidates relaxed before it is asked whether to go on: whole chunks. */
  readonly roundSize: number;
  /** Candidates relaxed together; the most promising of a round are dealt to all its chunks in turn, so that each has a good one to judge the others by. */
  readonly chunkSize: number;
}

/** Of the places for imitated crystals this share goes by likelihood, the rest to the lowest energies among those left. */
const SHARE_BY_LIKELIHOOD = 0.7;
/** Random crystals of one space group that are relaxed. */
const MOST_PER_SPACE_GROUP = 6;
/** Random crystals that are relaxed have this many atoms on average, at most: of large cells chance finds little, and each costs much. */
const ATOMS_PER_PLACE = 16;
/** Random crystals on their way to one minimum have come this close in energy after their first steps, eV/atom. */
const SAME_BASIN = 0.03;

/**
 * Choose what to relax: imitated crystals mostly by likelihood, since unrelaxed energies say little, and random ones by energy with no group
 * taking more than a few places.
 */
export function selectCandidates(screened: readonly ScreenedCandidate[], limits: SelectionLimits): Selection {
  const passed = screened.filter(({ screening }) => screening.passed && screening.duplicateOf === null);
  const repeats = markDuplicates(passed, passed.map(({ screening }) => screening.energyPerAtom));
  const unique = passed.filter((_, i) => repeats[i] === null);

  const symmetric = pickSymmetric(unique, limits.symmetricRelaxations);
  const imitated = pickImitated(unique, limits.imitatedRelaxations);
  return {
    keys: splitEvery(interleave(imitated, symmetric), limits.roundSize).flatMap((round) => deal(round.map(({ key }) => key), limits.chunkSize)),
    duplicateOf: Object.fromEntries(passed.flatMap(({ key }, i) => (repeats[i] === null ? [] : [[key, repeats[i] as string]]))),
  };
}

/** Both lists in their orders, each spread evenly over the whole. */
export function interleave<T>(one: readonly T[], other: readonly T[]): T[] {
  const placed = [one, other].flatMap((items) => items.map((item, i) => ({ item, place: (i + 0.5) / items.length })));
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** Reorder so that each run of about `size` items holds one of the first, one of the next and so on. */
export function deal<T>(items: readonly T[], size: number): T[] {
  const chunks = Math.ceil(items.length / size);
  const hands = Array.from({ length: chunks }, (_, hand) => items.filter((_item, i) => i % chunks === hand));
  return hands.flat();
}

const byEnergy = (a: ScreenedCandidate, b: ScreenedCandidate): number => energySoFar(a) - energySoFar(b) || (a.key < b.key ? -1 : 1);

function pickImitated(unique: readonly ScreenedCandidate[], places: number): ScreenedCandidate[] {
  const byLikelihood = unique.filter(({ origin }) => origin.generator !== 'symmetric').sort((a, b) => b.origin.likelihood - a.origin.likelihood || (a.key < b.key ? -1 : 1));
  const likely = byLikelihood.slice(0, Math.ceil(places * SHARE_BY_LIKELIHOOD));
  return [...likely, ...byLikelihood.slice(likely.length).sort(byEnergy).slice(0, places - likely.length)];
}

/** The lowest of each basin until places or atoms are used up, with no group taking more than a few places. */
function pickSymmetric(unique: readonly ScreenedCandidate[], places: number): ScreenedCandidate[] {
  const taken = new Map<number, number>();
  const picked: ScreenedCandidate[] = [];
  const basins: { readonly energy: number; readonly matchable: MatchableStructure }[] = [];
  let atoms = 0;
  for (const candidate of [...unique].sort(byEnergy)) {
    if (picked.length >= places || atoms >= places * ATOMS_PER_PLACE) break;
    if (candidate.origin.generator !== 'symmetric') continue;
    const count = taken.get(candidate.origin.spaceGroup) ?? 0;
    if (count >= MOST_PER_SPACE_GROUP) continue;
    const basin = { energy: energySoFar(candidate), matchable: prepareForMatching(candidate.screening.briefRelaxation?.structure ?? candidate.structure) };
    if (basins.some(({ energy, matchable }) => basin.energy - energy < SAME_BASIN && isSameStructure(matchable, basin.matchable))) continue;
    basins.push(basin);
    taken.set(candidate.origin.spaceGroup, count + 1);
    picked.push(candidate);
    atoms += candidate.structure.atomicNumbers.length;
  }
  return picked;
}
