import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { createLattice, latticeVolume } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, type Vec3 } from '../../numerics/vec3.js';
import { countOf, nearestMixture } from '../constraints/end-members.js';
import { findLayer } from '../layers/find-layer.js';
import { matchCells, meanCell } from './match-cells.js';
import { periodicDistance } from './periodic-distance.js';
import { scaleToVolume } from './move-sites.js';

/** Where the cut lies along its axis: normal around the middle, within bounds, as in CrySPY (Yamashita et al. 2021, doi:10.1080/27660400.2021.1943171). */
const CUT = { mean: 0.5, deviation: 0.1, least: 0.3, most: 0.7 };

/** Something of a kind at a place of the cell, fractional. */
export interface Site {
  readonly z: number;
  readonly at: Vec3;
}

/**
 * Cut and splice: a slab of one crystal beside a slab of another, both shifted at random, in a cell between theirs (Deaven and Ho 1995,
 * doi:10.1103/PhysRevLett.75.288; for crystals Oganov and Glass 2006, doi:10.1063/1.2210932). Cells are first brought near each other (`match-cells.ts`).
 * With `keepsComposition` the child gets the atoms of the first parent, with end members those of the nearest mixture of them: surplus ones that crowd others leave,
 * missing ones come from where the parents had them and most room is.
 * Layers, their middles at the same height, are cut across and shifted in their plane.
 * @returns null where one parent gives nothing, or atoms of a kind are missing in both
 */
export function heredity(
  [a, b]: readonly [Structure, Structure],
  keepsComposition: boolean,
  rng: Rng,
  endMembers: readonly Composition[] = [],
  areLayers = false,
): Structure | null {
  const [first, second] = matchCells(a, b);
  const stack = areLayers ? findLayer(first).axis : null;
  if (stack !== null && findLayer(second).axis !== stack) return null;
  const axis = stack === null ? rng.integer(3) : (stack + 1 + rng.integer(2)) % 3;
  const cut = cutOf(rng);
  const [ofFirst, ofSecond] = [shiftSites(sitesOf(first), rng, stack), shiftSites(sitesOf(second), rng, stack)];
  const below = ({ at }: Site): boolean => at[axis] < cut;
  const [taken, spare] = [ofFirst.filter(below), ofFirst.filter((site) => !below(site))];
  const [added, spareOfSecond] = [ofSecond.filter((site) => !below(site)), ofSecond.filter(below)];
  if (taken.length === 0 || added.length === 0) return null;
  const shape = createLattice(meanCell(first, second, 1 - cut));
  const spliced = [...taken, ...added];
  const target = keepsComposition ? countsOf(ofFirst) : endMembers.length > 0 ? countsOfMixture(spliced, endMembers) : countsOf(spliced);
  const sites = repairCounts(spliced, [...spare, ...spareOfSecond], target, shape.vectors);
  if (sites === null || sites.length === 0) return null;
  const sorted = [...sites].sort((one, other) => one.z - other.z);
  const child = createStructure(
    shape,
    sorted.map(({ z }) => z),
    sorted.map(({ at }) => at),
  );
  const volumePerAtom = cut * volumePerAtomOf(first) + (1 - cut) * volumePerAtomOf(second);
  return scaleToVolume(child, volumePerAtom * sites.length);
}

/** Where to cut, as a fraction of the axis. */
export const cutOf = (rng: Rng): number => Math.min(CUT.most, Math.max(CUT.least, CUT.mean + CUT.deviation * rng.normal()));

const sitesOf = ({ atomicNumbers, fracCoords }: Structure): Site[] => fracCoords.map((at, i) => ({ z: atomicNumbers[i], at }));

/** All sites moved by one random translation, into the cell. @param except axis along which nothing moves */
export function shiftSites<S extends Site>(sites: readonly S[], rng: Rng, except: number | null = null): S[] {
  const shift = [rng.uniform(), rng.uniform(), rng.uniform()].map((x, k) => (k === except ? 0 : x)) as unknown as Vec3;
  return sites.map((site) => ({ ...site, at: addVec3(site.at, shift).map((x) => x - Math.floor(x)) as unknown as Vec3 }));
}

const volumePerAtomOf = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;

function countsOf(sites: readonly Site[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { z } of sites) counts.set(z, (counts.get(z) ?? 0) + 1);
  return counts;
}

/** Of the nearest mixture; 0 for kinds that it lacks. */
function countsOfMixture(sites: readonly Site[], endMembers: readonly Composition[]): ReadonlyMap<number, number> {
  const mixture = nearestMixture(compositionFromSites(sites.map(({ z }) => z)), endMembers);
  const elements = new Set(endMembers.flatMap(({ atomicNumbers }) => atomicNumbers));
  return new Map([...elements].map((z) => [z, mixture === null ? 0 : countOf(mixture, z)]));
}

/** @param target atoms of each kind @param spare where missing ones may come from @param vectors of the cell, in any unit */
export function repairCounts<S extends Site>(
  sites: readonly S[],
  spare: readonly S[],
  target: ReadonlyMap<number, number>,
  vectors: Mat3,
): S[] | null {
  const kept = [...sites];
  const room = (site: S): number => Math.min(...kept.filter((other) => other !== site).map((other) => periodicDistance(vectors, site.at, other.at)));
  for (const [z, count] of target) {
    let surplus = kept.filter((site) => site.z === z);
    for (; surplus.length > count; surplus = kept.filter((site) => site.z === z))
      kept.splice(kept.indexOf(extreme(surplus, (site) => -room(site))), 1);
    const candidates = spare.filter((site) => site.z === z);
    for (let missing = count - surplus.length; missing > 0; missing--) {
      if (candidates.length === 0) return null;
      const best = extreme(candidates, room);
      candidates.splice(candidates.indexOf(best), 1);
      kept.push(best);
    }
  }
  return kept;
}

/** The first of those with the highest score. */
function extreme<S extends Site>(sites: readonly S[], score: (site: S) => number): S {
  return sites.map((site) => ({ site, value: score(site) })).reduce((best, one) => (one.value > best.value ? one : best)).site;
}
