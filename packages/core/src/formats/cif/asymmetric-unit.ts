import type { Structure } from '../../crystal/structure.js';
import { wrapFractional } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { invertMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { norm, subtractVec3 } from '../../numerics/vec3.js';
import type { SymmetryDataset } from '../../symmetry/find-symmetry.js';
import { operationsOf } from '../../symmetry/operations-of.js';
import { applyOperation } from '../../symmetry/symmetry-operation.js';
import { SymmetryNotFoundError } from '../../symmetry/symmetry-errors.js';

/** One site of an orbit of the standardized cell. */
export interface OrbitSite {
  readonly atomicNumber: number;
  readonly fractional: Vec3;
  /** Sites of the orbit in the conventional cell. */
  readonly multiplicity: number;
  readonly wyckoffLetter: string;
}

/** Å; positions of the standardized cell obey the tabulated operations up to float noise. */
const ORBIT_DISTANCE = 1e-3;

/**
 * One site for each orbit of the standardized cell under the tabulated operations, with the Wyckoff letter its input sites have. Orbits come in
 * the order of the standardized cell, each by its first site there.
 * @throws {SymmetryNotFoundError} where the orbits do not fill the cell, a broken promise of the symmetry engine
 */
export function asymmetricUnit(structure: Structure, symmetry: SymmetryDataset): OrbitSite[] {
  const { standardizedCell: cell, standardTransformation, wyckoffLetters, symprec } = symmetry;
  const inverse = invertMat3(standardTransformation.matrix);
  const mapped = structure.fracCoords.map((x) => rowTimesMat3(subtractVec3(x, standardTransformation.originShift), inverse));
  const operations = operationsOf(symmetry.spaceGroup.number);
  const claimed = new Set<number>();
  const orbits: OrbitSite[] = [];
  cell.fracCoords.forEach((fractional, site) => {
    if (claimed.has(site)) return;
    const images = operations.map((operation) => applyOperation(operation, fractional));
    const members = cell.fracCoords.flatMap((position, other) =>
      cell.atomicNumbers[other] === cell.atomicNumbers[site] && images.some((image) => apart(image, position, cell.lattice.vectors) < ORBIT_DISTANCE)
        ? [other]
        : [],
    );
    members.forEach((member) => claimed.add(member));
    // The letter of the input site that stands closest to a site of the orbit, which is within symprec of it.
    const distances = mapped.map((position, input) =>
      structure.atomicNumbers[input] === cell.atomicNumbers[site]
        ? Math.min(...members.map((member) => apart(position, cell.fracCoords[member], cell.lattice.vectors)))
        : Infinity,
    );
    const closest = distances.indexOf(Math.min(...distances));
    orbits.push({
      atomicNumber: cell.atomicNumbers[site],
      fractional: fractional.map(wrapFractional) as unknown as Vec3,
      multiplicity: members.length,
      wyckoffLetter: wyckoffLetters[closest],
    });
  });
  const total = orbits.reduce((sum, { multiplicity }) => sum + multiplicity, 0);
  if (total !== cell.atomicNumbers.length || orbits.some(({ multiplicity }) => operations.length % multiplicity !== 0)) {
    throw new SymmetryNotFoundError(
      `The orbits of space group ${symmetry.spaceGroup.number} do not fill the standardized cell (symprec ${symprec} Å)`,
    );
  }
  return orbits;
}

const apart = (p: Vec3, q: Vec3, vectors: Mat3): number => {
  const [x, y, z] = subtractVec3(p, q);
  return norm(rowTimesMat3([x - Math.round(x), y - Math.round(y), z - Math.round(z)], vectors));
};
