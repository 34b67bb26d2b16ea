import { IDENTITY_MAT3, invertMat3, multiplyMat3, transpose, type Mat3 } from '../numerics/mat3.js';
import { transformExpression, type AffineExpression } from './affine-expression.js';
import { crystalSystemOf } from './crystal-system.js';
import { operationsOf } from './operations-of.js';
import type { SymmetryOperation } from './symmetry-operation.js';
import { wyckoffPositions, type WyckoffPosition } from './wyckoff-positions.js';

/** A Wyckoff position with the operations behind it. */
export interface SiteSymmetry extends Pick<WyckoffPosition, 'letter' | 'siteSymmetry' | 'degreesOfFreedom'> {
  /** The tabulated representative. */
  readonly representative: AffineExpression;
  /**
   * What the operations that keep each point of the representative do to Cartesian rows, row · matrix: orthogonal, the identity among them, and the same for
   * every cell of the group whose a lies along x and whose b in the xy plane. Equal groups are one and the same list.
   */
  readonly group: readonly Mat3[];
  /** Operations that lead from the representative to each site of the primitive cell, one for each; the first is the identity. */
  readonly images: readonly SymmetryOperation[];
}

/** Digits that tell Cartesian operations apart. */
const DIGITS = 6;

const groups = new Map<string, readonly Mat3[]>();
const tables = new Map<number, readonly SiteSymmetry[]>();

/** All Wyckoff positions of a group in its standard setting, from `a` to the general one. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function siteSymmetries(spaceGroup: number): readonly SiteSymmetry[] {
  let sites = tables.get(spaceGroup);
  if (sites === undefined) tables.set(spaceGroup, (sites = wyckoffPositions(spaceGroup).map((position) => findOperations(spaceGroup, position))));
  return sites;
}

function findOperations(spaceGroup: number, { letter, siteSymmetry, degreesOfFreedom, coordinates, latticePoints24 }: WyckoffPosition): SiteSymmetry {
  const representative = coordinates[0] as AffineExpression;
  const keyOf = ({ linear, constant24 }: AffineExpression): string => `${linear.join()};${constant24.join()}`;
  const equivalents = latticePoints24.map((point) =>
    keyOf({ ...representative, constant24: [0, 1, 2].map((i) => (representative.constant24[i] + point[i]) % 24) as unknown as typeof point }),
  );
  const kept = new Map<string, Mat3>();
  const images = new Map<string, SymmetryOperation>();
  for (const operation of operationsOf(spaceGroup)) {
    const image = transformExpression(operation, representative);
    if (equivalents.includes(keyOf(image))) kept.set(operation.rotation.join(), operation.rotation);
    const site = latticePoints24.map((point) => image.constant24.map((x, i) => (x + point[i]) % 24).join()).sort()[0];
    const key = `${image.linear.join()};${site}`;
    if (!images.has(key)) images.set(key, operation);
  }
  const frame = frameOf(spaceGroup);
  const group = [...kept.values()].map((rotation) => multiplyMat3(multiplyMat3(invertMat3(frame), transpose(rotation)), frame));
  return { letter, siteSymmetry, degreesOfFreedom, representative, group: shared(group), images: [...images.values()] };
}

function shared(group: readonly Mat3[]): readonly Mat3[] {
  const key = group
    .map((matrix) =>
      matrix
        .flat()
        .map((x) => Math.round(x * 10 ** DIGITS) + 0)
        .join(),
    )
    .sort()
    .join(';');
  const known = groups.get(key);
  if (known === undefined) groups.set(key, group);
  return known ?? group;
}

/** Rows of a cell of the group; others of it differ by stretches that its operations do not feel. */
const frameOf = (spaceGroup: number): Mat3 =>
  ['trigonal', 'hexagonal'].includes(crystalSystemOf(spaceGroup))
    ? [
        [1, 0, 0],
        [-1 / 2, Math.sqrt(3) / 2, 0],
        [0, 0, 1],
      ]
    : IDENTITY_MAT3;
