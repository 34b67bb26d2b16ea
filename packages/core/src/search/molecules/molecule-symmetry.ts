import { IDENTITY_MAT3, multiplyMat3, rowTimesMat3, scaleMat3, transpose, type Mat3 } from '../../numerics/mat3.js';
import { cross, norm, scaleVec3, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';
import { rotationAbout } from './rotation.js';

/** Å: as far as an atom may be from where an operation puts one of its kind; what files round and relaxations leave. */
const SAME_PLACE = 0.05;
/** Of an endless axis so many rotations stand for all: those of crystals, and the twofold axes and mirrors between them. */
const OF_AN_ENDLESS_AXIS = 12;

/** Atoms that a matrix leads to, one for each; null where it leads to none. @param positions Cartesian rows, Å @param tolerance Å */
export function imagesOfAtoms({ atomicNumbers, positions }: Molecule, matrix: Mat3, tolerance: number = SAME_PLACE): number[] | null {
  const images: number[] = [];
  for (const [atom, position] of positions.entries()) {
    const image = rowTimesMat3(position, matrix);
    const found = positions.findIndex((other, k) => atomicNumbers[k] === atomicNumbers[atom] && norm(subtractVec3(image, other)) < tolerance);
    if (found < 0 || images.includes(found)) return null;
    images.push(found);
  }
  return images;
}

/**
 * The point group of a molecule, as orthogonal matrices, Cartesian row · matrix, the identity among them: all that put each atom on one of its element. An atom of
 * each kind farthest from the center and one beside it say what an operation does. Of the endless groups of linear molecules that part which crystals can hold.
 */
export function symmetryOfMolecule(molecule: Molecule): Mat3[] {
  const { atomicNumbers, positions } = molecule;
  const first = indexOfLargest(positions.map(norm));
  const a = positions[first];
  const second = indexOfLargest(positions.map((position) => norm(cross(a, position))));
  const b = positions[second];
  if (norm(cross(a, b)) < SAME_PLACE * norm(a)) return symmetryOfLine(molecule, a);
  const isLike = (atom: number, other: number): boolean =>
    atomicNumbers[atom] === atomicNumbers[other] && Math.abs(norm(positions[atom]) - norm(positions[other])) < SAME_PLACE;
  const own = frameOn(a, b);
  return positions.flatMap((u, one) =>
    isLike(first, one)
      ? positions.flatMap((v, other) => {
          if (
            !isLike(second, other) ||
            Math.abs(norm(subtractVec3(a, b)) - norm(subtractVec3(u, v))) > 2 * SAME_PLACE ||
            norm(cross(u, v)) < SAME_PLACE
          )
            return [];
          const [x, y, z] = frameOn(u, v);
          return [z, scaleVec3(z, -1)]
            .map((third) => multiplyMat3(transpose(own), [x, y, third]))
            .filter((matrix) => imagesOfAtoms(molecule, matrix) !== null);
        })
      : [],
  );
}

/** Rows: along the first, beside it towards the second, across both. */
export function frameOn(first: Vec3, second: Vec3): Mat3 {
  const x = scaleVec3(first, 1 / norm(first));
  const across = cross(first, second);
  const z = scaleVec3(across, 1 / norm(across));
  return [x, cross(z, x), z];
}

function symmetryOfLine(molecule: Molecule, along: Vec3): Mat3[] {
  const beside = cross(along, Math.abs(along[0]) < Math.abs(along[1]) ? [1, 0, 0] : [0, 1, 0]);
  const mirror = reflectionAcross(beside);
  const turns = Array.from({ length: OF_AN_ENDLESS_AXIS }, (_, k) => rotationAbout(along, (2 * Math.PI * k) / OF_AN_ENDLESS_AXIS));
  const polar = turns.flatMap((turn) => [turn, multiplyMat3(turn, mirror)]);
  const inversion = scaleMat3(IDENTITY_MAT3, -1);
  return imagesOfAtoms(molecule, inversion) === null ? polar : polar.flatMap((matrix) => [matrix, multiplyMat3(matrix, inversion)]);
}

/** 1 − 2 n nᵀ. */
function reflectionAcross(normal: Vec3): Mat3 {
  const n = scaleVec3(normal, 1 / norm(normal));
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1 : 0) - 2 * (n[i] as number) * (n[j] as number))) as unknown as Mat3;
}

const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
