import { determinant, IDENTITY_MAT3, multiplyMat3, rowTimesMat3, transpose, type Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, cross, dot, norm, scaleVec3, type Vec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';
import { frameOn, imagesOfAtoms, symmetryOfMolecule } from './molecule-symmetry.js';
import { randomRotation, rotationAbout } from './rotation.js';

/** Å: axes that come from atoms are as far off as these; atoms on both sides may be. */
const SAME_PLACE = 0.1;
/** Traces and cosines of operations that are of one kind. */
const SAME_KIND = 0.1;
/** Above this, sines of angles between axes; those of point groups are 0 or far greater. */
const APART = 0.1;

/** Draws positions of the atoms of a molecule, Cartesian, Å, from its center, that a site group maps onto each other exactly. */
export type DrawOrientation = (rng: Rng) => readonly Vec3[];

/**
 * How a rigid molecule can stand on a site, so that each operation of the site puts every atom on one of its element: the axes of two operations of the site are
 * laid on axes of the same kind in the molecule, in all ways, and those kept in which all operations hold. Where a site has one axis the molecule spins freely about it, where it
 * has none it is turned at random. What the molecule lacks to be perfectly symmetric is averaged over the operations.
 * @param site orthogonal matrices, Cartesian row · matrix, closed as a group @returns null where the molecule cannot stand there
 */
export function orientationsOn(molecule: Molecule, site: readonly Mat3[]): DrawOrientation | null {
  const holds = (turn: Mat3): boolean => site.every((operation) => imagesOfAtoms(turned(molecule, turn), operation, SAME_PLACE) !== null);
  const symmetrized = (turn: Mat3): readonly Vec3[] => (site.length === 1 ? turned(molecule, turn).positions : average(turned(molecule, turn), site));
  const axes = site.flatMap((operation) => {
    const axis = axisOf(operation);
    return axis === null ? [] : [{ operation, axis }];
  });
  const [first] = axes;
  // the identity, or an inversion beside it: turned in any way or in none
  if (first === undefined) return holds(IDENTITY_MAT3) ? (rng) => symmetrized(randomRotation(rng)) : null;
  const second = axes.find(({ axis }) => norm(cross(first.axis, axis)) > APART) ?? null;
  const symmetry = symmetryOfMolecule(molecule);
  const axesLike = (operation: Mat3): Vec3[] =>
    symmetry.filter((other) => areOfOneKind(operation, other)).flatMap((other) => bothWays(axisOf(other)));
  const turns = axesLike(first.operation).flatMap((one) =>
    second === null
      ? [turnOnto(one, first.axis)]
      : axesLike(second.operation)
          .filter((other) => Math.abs(dot(one, other) - dot(first.axis, second.axis)) < SAME_KIND)
          .map((other) => multiplyMat3(transpose(frameOn(one, other)), frameOn(first.axis, second.axis))),
  );
  const kept = turns.filter(holds);
  if (kept.length === 0) return null;
  return (rng) => {
    const turn = kept[rng.integer(kept.length)];
    return symmetrized(second === null ? multiplyMat3(turn, rotationAbout(first.axis, 2 * Math.PI * rng.uniform())) : turn);
  };
}

const turned = ({ atomicNumbers, positions }: Molecule, turn: Mat3): Molecule => ({
  atomicNumbers,
  positions: positions.map((position) => rowTimesMat3(position, turn)),
});

/** Of the places that an atom has after each operation. */
function average(molecule: Molecule, site: readonly Mat3[]): readonly Vec3[] {
  const sums = molecule.positions.map((): Vec3 => [0, 0, 0]);
  for (const operation of site)
    // a spin leaves what held before
    for (const [atom, image] of (imagesOfAtoms(molecule, operation, SAME_PLACE) as number[]).entries())
      sums[image] = addVec3(sums[image], rowTimesMat3(molecule.positions[atom], operation));
  return sums.map((sum) => scaleVec3(sum, 1 / site.length));
}

/** The axis of a rotation, or of the rotation in an improper operation, of length 1; null for the identity and the inversion. */
function axisOf(operation: Mat3): Vec3 | null {
  const hand = Math.sign(determinant(operation));
  const cosine = (hand * traceOf(operation) - 1) / 2;
  if (cosine > 1 - APART ** 2 / 2) return null;
  // R + Rᵀ = 2 cos θ + 2 (1 − cos θ) n nᵀ: the row of the greatest component of n is along it
  const rows = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => (hand * ((operation[i] as Vec3)[j] as number) + hand * ((operation[j] as Vec3)[i] as number)) / 2 - (i === j ? cosine : 0)),
  ) as unknown as Mat3;
  const diagonal = rows.map((row, i) => row[i] as number);
  const row = rows[diagonal.indexOf(Math.max(...diagonal))] as Vec3;
  return scaleVec3(row, 1 / norm(row));
}

const traceOf = (matrix: Mat3): number => matrix[0][0] + matrix[1][1] + matrix[2][2];

const areOfOneKind = (one: Mat3, other: Mat3): boolean =>
  Math.sign(determinant(one)) === Math.sign(determinant(other)) && Math.abs(traceOf(one) - traceOf(other)) < SAME_KIND;

const bothWays = (axis: Vec3 | null): Vec3[] => (axis === null ? [] : [axis, scaleVec3(axis, -1)]);

/** The rotation that lays one direction on another the shortest way; half a turn about any axis across where they are opposite. */
function turnOnto(from: Vec3, to: Vec3): Mat3 {
  const axis = cross(from, to);
  if (norm(axis) > 1e-6) return rotationAbout(axis, Math.atan2(norm(axis), dot(from, to)));
  return dot(from, to) > 0 ? IDENTITY_MAT3 : rotationAbout(cross(from, Math.abs(from[0]) < 0.6 ? [1, 0, 0] : [0, 1, 0]), Math.PI);
}
