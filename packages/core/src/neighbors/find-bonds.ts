import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { covalentRadiusOf } from '../elements/covalent-radius.js';
import { elementOf } from '../elements/elements.js';
import { isNonmetal } from '../elements/nonmetals.js';
import type { Vec3 } from '../numerics/vec3.js';
import { buildNeighborList } from './neighbor-list.js';

/** A bond from one site to another, seen from the first; every bond is found from both ends. */
export interface Bond {
  readonly to: number;
  /** Lattice translation of the other end. */
  readonly image: Vec3;
  /** Å */
  readonly length: number;
}

/** Longest bond, as a multiple of the sum of the covalent radii: beyond it lie second neighbors. */
const LENGTH_TOLERANCE = 1.15;

/** The same for two nonmetals of like electronegativity in a polar crystal: S–S and P–P bonds are short, contacts between anions are not. */
const LIKE_TOLERANCE = 1.08;

/** Electronegativity difference from which on a crystal counts as polar. */
const POLAR_DIFFERENCE = 0.4;

/** Shortest distance of two atoms, Å; anything closer is the atom itself. */
const SELF_DISTANCE = 0.1;

interface Partner {
  readonly isMetal: boolean;
  /** Pauling; 0 for elements without a value, which then never count as anions. */
  readonly electronegativity: number;
  /** Å */
  readonly radius: number;
}

const partnerOf = (atomicNumber: number): Partner => ({
  isMetal: !isNonmetal(atomicNumber),
  electronegativity: elementOf(atomicNumber).electronegativity ?? 0,
  radius: covalentRadiusOf(atomicNumber),
});

/**
 * For each site its bonds, the shortest first: pairs within a multiple of the sum of their covalent radii, where in a polar crystal two metals never
 * bond and two alike nonmetals only at a short distance. It answers what a drawing should join and a chemist would count, not what a bond is.
 */
export function findBonds(structure: Structure): Bond[][] {
  const partners = structure.atomicNumbers.map(partnerOf);
  const negativities = partners.map(({ electronegativity }) => electronegativity).filter((value) => value > 0);
  const isPolar = negativities.length > 0 && Math.max(...negativities) - Math.min(...negativities) >= POLAR_DIFFERENCE;
  const longest = 2 * LENGTH_TOLERANCE * Math.max(...partners.map(({ radius }) => radius));
  const { edgeCount, centers, neighbors, images, distances } = buildNeighborList(packStructures([structure]), longest);
  const bonds: Bond[][] = partners.map(() => []);
  for (let edge = 0; edge < edgeCount; edge++) {
    const [from, to, length] = [centers[edge], neighbors[edge], distances[edge]];
    if (length <= SELF_DISTANCE || length >= longestBond(partners[from], partners[to], isPolar)) continue;
    bonds[from].push({ to, image: [images[3 * edge], images[3 * edge + 1], images[3 * edge + 2]], length });
  }
  return bonds.map((list) => list.sort((first, second) => first.length - second.length));
}

/** Å; 0 for a pair that never bonds. */
function longestBond(one: Partner, other: Partner, isPolar: boolean): number {
  if (isPolar && one.isMetal && other.isMetal) return 0;
  const isAlike = Math.abs(one.electronegativity - other.electronegativity) < POLAR_DIFFERENCE;
  return (isPolar && isAlike ? LIKE_TOLERANCE : LENGTH_TOLERANCE) * (one.radius + other.radius);
}
