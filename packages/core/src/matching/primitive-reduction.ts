/**
 * Find a smaller cell whose translations map every site onto a site of its element, within a tolerance in ångström along each axis.
 *
 * The verdict agrees with `Structure.get_primitive_structure` of pymatgen at its default tolerance (S. P. Ong et al., Comput. Mater. Sci. 68, 314
 * (2013), doi:10.1016/j.commatsci.2012.10.028), quirks included, because it decides which structures match: the tolerance is a box along the axes of
 * the cell at hand; divisors are tried from the smallest, superlattices as Hermite normal forms in a fixed order; the first that fits is taken, its
 * merged sites averaged, and the search starts over on the result.
 */
import type { Structure } from '../crystal/structure.js';
import { wrapFractional } from '../crystal/structure.js';
import { symbolOf } from '../elements/elements.js';
import type { Mat3 } from '../numerics/mat3.js';
import { invertMat3, multiplyMat3, rowTimesMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { norm, subtractVec3 } from '../numerics/vec3.js';

/** Å along each axis; the field's default, far looser than a symmetry search. */
const TOLERANCE = 0.25;

/** The most primitive cell found, not reduced; the structure itself where there is none smaller. Sites of a smaller cell go by chemical symbol. */
export function findPrimitive(structure: Structure): Structure {
  const smaller = findSmallerCell(structure);
  return smaller === null ? structure : findPrimitive(smaller);
}

/** Distance to the nearest whole number. */
const offLattice = (x: number): number => Math.abs(x - Math.round(x));

const isWithin = (u: Vec3, v: Vec3, tolerance: Vec3): boolean =>
  offLattice(u[0] - v[0]) < tolerance[0] && offLattice(u[1] - v[1]) < tolerance[1] && offLattice(u[2] - v[2]) < tolerance[2];

interface SpeciesGroup {
  readonly atomicNumber: number;
  readonly count: number;
  /** (count × 3) */
  readonly positions: Float64Array;
}

function findSmallerCell({ lattice, atomicNumbers, fracCoords }: Structure): Structure | null {
  const groups = groupBySymbol(atomicNumbers, fracCoords);
  const formulaUnits = groups.map((group) => group.count).reduce(greatestCommonDivisor);
  if (formulaUnits === 1) return null;
  const tolerance = lattice.vectors.map((vector) => TOLERANCE / norm(vector)) as unknown as Vec3;
  const translations = approximateTranslations(groups, tolerance);
  const isTranslation = (row: Vec3): boolean => translations.some((translation) => isWithin(row, translation, tolerance));
  for (const superlattice of superlattices(formulaUnits, isTranslation)) {
    const smaller = foldSites(lattice.vectors, groups, superlattice, tolerance);
    if (smaller !== null) return smaller;
  }
  return null;
}

function groupBySymbol(atomicNumbers: readonly number[], fracCoords: readonly Vec3[]): SpeciesGroup[] {
  const symbols = [...new Set(atomicNumbers)].map((atomicNumber) => ({ atomicNumber, symbol: symbolOf(atomicNumber) }));
  symbols.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  return symbols.map(({ atomicNumber }) => {
    const positions = fracCoords.filter((_, site) => atomicNumbers[site] === atomicNumber);
    return { atomicNumber, count: positions.length, positions: Float64Array.from(positions.flat()) };
  });
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Differences within the smallest group that map every site near a site of its element: twice the tolerance, as both ends are approximate. */
function approximateTranslations(groups: readonly SpeciesGroup[], tolerance: Vec3): Vec3[] {
  const { count, positions } = groups.reduce((smallest, group) => (group.count < smallest.count ? group : smallest));
  const doubled: Vec3 = [2 * tolerance[0], 2 * tolerance[1], 2 * tolerance[2]];
  const first = positionOf(positions, 0);
  return Array.from({ length: count }, (_, site) => subtractVec3(positionOf(positions, site), first)).filter((translation) =>
    groups.every((group) => mapsOntoItself(group, translation, doubled)),
  );
}

const positionOf = (positions: Float64Array, site: number): Vec3 => [positions[3 * site]!, positions[3 * site + 1]!, positions[3 * site + 2]!];

/** Whether each site, moved by the translation, comes near some site of the group. */
function mapsOntoItself({ count, positions }: SpeciesGroup, [u, v, w]: Vec3, [toleranceA, toleranceB, toleranceC]: Vec3): boolean {
  // Sites often come in the order in which a cell was repeated: look first behind the last partner.
  let partner = 0;
  for (let site = 0; site < count; site++) {
    const x = positions[3 * site]! + u;
    const y = positions[3 * site + 1]! + v;
    const z = positions[3 * site + 2]! + w;
    let tried = 0;
    for (; tried < count; tried++) {
      partner = partner + 1 < count ? partner + 1 : 0;
      if (
        offLattice(positions[3 * partner]! - x) < toleranceA &&
        offLattice(positions[3 * partner + 1]! - y) < toleranceB &&
        offLattice(positions[3 * partner + 2]! - z) < toleranceC
      )
        break;
    }
    if (tried === count) return false;
  }
  return true;
}

/**
 * Hermite normal forms M = ((a,b,c),(0,e,f),(0,0,g)) of every determinant > 1 that divides `formulaUnits`, such that each row of M⁻¹ is an
 * approximate translation. A row is looked at as soon as it is known, so that hopeless diagonals cost nothing.
 */
function* superlattices(formulaUnits: number, isTranslation: (row: Vec3) => boolean): Generator<Mat3> {
  for (const size of divisors(formulaUnits).slice(1)) {
    for (const a of divisors(size)) {
      for (const e of divisors(size / a)) {
        const g = size / a / e;
        if (!isTranslation([0, 0, 1 / g])) continue;
        const lastRows = Array.from({ length: e }, (_, f) => isTranslation([0, 1 / e, -f / (e * g)]));
        if (!lastRows.includes(true)) continue;
        for (let b = 0; b < a; b++)
          for (let c = 0; c < a; c++)
            for (let f = 0; f < e; f++) {
              if (!lastRows[f] || !isTranslation([1 / a, -b / (a * e), (b * f - c * e) / (a * e * g)])) continue;
              yield [
                [a, b, c],
                [0, e, f],
                [0, 0, g],
              ];
            }
      }
    }
  }
}

const divisors = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1).filter((k) => n % k === 0);

/** Merge the sites that M⁻¹ makes equivalent; null where they do not fall into groups of the right size. */
function foldSites(vectors: Mat3, groups: readonly SpeciesGroup[], superlattice: Mat3, tolerance: Vec3): Structure | null {
  const size = superlattice[0][0] * superlattice[1][1] * superlattice[2][2];
  const primitiveVectors = multiplyMat3(invertMat3(superlattice), vectors);
  const primitiveTolerance = primitiveVectors.map((vector) => TOLERANCE / norm(vector)) as unknown as Vec3;
  const atomicNumbers: number[] = [];
  const fracCoords: Vec3[] = [];
  for (const group of groups) {
    const folded = Array.from({ length: group.count }, (_, site) => rowTimesMat3(positionOf(group.positions, site), superlattice));
    const partners = findPartners(group, Float64Array.from(folded.flat()), size, primitiveTolerance, tolerance);
    if (partners === null || !areCliques(partners)) return null;
    partners.forEach((members, site) => {
      if (members[0] !== site) return;
      atomicNumbers.push(group.atomicNumber);
      fracCoords.push(meanPosition(members.map((member) => folded[member]!)));
    });
  }
  return { lattice: { vectors: primitiveVectors }, atomicNumbers, fracCoords };
}

/**
 * For each site those, itself included, that fall near it in the smaller cell but are no neighbors of it in the given one, where sites closer than
 * twice the tolerance cannot be images of each other. Null where some site does not have `size` of them.
 */
function findPartners(
  { count, positions }: SpeciesGroup,
  folded: Float64Array,
  size: number,
  primitiveTolerance: Vec3,
  tolerance: Vec3,
): number[][] | null {
  const isNear = (sites: Float64Array, i: number, j: number, factor: number, box: Vec3): boolean =>
    offLattice(sites[3 * i]! - sites[3 * j]!) < factor * box[0] &&
    offLattice(sites[3 * i + 1]! - sites[3 * j + 1]!) < factor * box[1] &&
    offLattice(sites[3 * i + 2]! - sites[3 * j + 2]!) < factor * box[2];
  const partners: number[][] = [];
  for (let i = 0; i < count; i++) {
    const members: number[] = [];
    for (let j = 0; j < count && members.length <= size; j++) {
      if (isNear(folded, i, j, 1, primitiveTolerance) && (i === j || !isNear(positions, i, j, 2, tolerance))) members.push(j);
    }
    if (members.length !== size) return null;
    partners.push(members);
  }
  return partners;
}

/** Whether all partners of a site have the same partners. */
const areCliques = (partners: readonly (readonly number[])[]): boolean =>
  partners.every((members, site) => members[0] !== site || members.every((member) => partners[member]!.every((other, k) => other === members[k])));

function meanPosition(positions: readonly Vec3[]): Vec3 {
  const mean = positions[0]!.map(wrapFractional);
  positions.slice(1).forEach((position, k) => {
    for (let axis = 0; axis < 3; axis++) {
      const offset = position[axis]! - mean[axis]!;
      mean[axis]! += (offset - Math.round(offset)) / (k + 2);
    }
  });
  return [wrapFractional(mean[0]!), wrapFractional(mean[1]!), wrapFractional(mean[2]!)];
}
