import { latticeFromParameters, latticeVolume, createLattice, type CellParameters, type Lattice } from '../crystal/lattice.js';
import { niggliReduceStructure } from '../crystal/niggli.js';
import { createStructure, type Structure } from '../crystal/structure.js';
import { invertMat3, mat3TimesColumn, multiplyMat3, rowTimesMat3, scaleMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { Prototype, PrototypeEntry } from './prototype-library.js';
import { freeColumns } from '../symmetry/affine-expression.js';
import { centering } from '../symmetry/centering.js';
import { wyckoffPositions, type WyckoffPosition } from '../symmetry/wyckoff-positions.js';

/**
 * Build the crystal of `entry` with other elements in its slots and the cell scaled to a volume: shape of the cell and free coordinates stay.
 *
 * Sites come orbit by orbit; the cell is the Niggli cell of the primitive lattice.
 * @param elements atomic number for each slot of the prototype
 * @param volumePerAtom Å³
 */
export const instantiatePrototype = (entry: PrototypeEntry, elements: readonly number[], volumePerAtom: number): Structure =>
  instantiateOrbits(entry, orbitElementsOf(entry.prototype, elements), volumePerAtom);

/** Atomic number on each orbit from that on each slot. */
export const orbitElementsOf = ({ orbits }: Prototype, elements: readonly number[]): number[] => orbits.map(({ slot }) => elements[slot]);

/** As `instantiatePrototype`, with an atomic number for each orbit: orbits of one slot may hold different elements, and several slots one. */
export function instantiateOrbits(entry: PrototypeEntry, orbitElements: readonly number[], volumePerAtom: number): Structure {
  const { prototype } = entry;
  const { primitiveMatrix } = centering(prototype.spaceGroup);
  const conventional = latticeFromParameters(cellOf(prototype.spaceGroup, entry.latticeParameters));
  const primitive = scaleTo(createLattice(multiplyMat3(primitiveMatrix, conventional.vectors)), volumePerAtom * prototype.nsites);
  const toPrimitive = invertMat3(primitiveMatrix);
  const positions = new Map(wyckoffPositions(prototype.spaceGroup).map((position) => [position.letter, position]));
  const freeCoordinates = entry.freeCoordinates;
  const atomicNumbers: number[] = [];
  const fracCoords: Vec3[] = [];
  let used = 0;
  prototype.orbits.forEach(({ letter }, orbit) => {
    const position = positions.get(letter) as WyckoffPosition;
    const free = placeFree(position, freeCoordinates.slice(used, used + position.degreesOfFreedom));
    used += position.degreesOfFreedom;
    for (const { linear, constant24 } of position.coordinates) {
      const [x, y, z] = mat3TimesColumn(linear, free);
      fracCoords.push(rowTimesMat3([x + constant24[0] / 24, y + constant24[1] / 24, z + constant24[2] / 24], toPrimitive));
      atomicNumbers.push(orbitElements[orbit]);
    }
  });
  return niggliReduceStructure(createStructure(primitive, atomicNumbers, fracCoords));
}

/** Free values at their places among x, y, z; the others do not occur in the expression. */
function placeFree(position: WyckoffPosition, values: readonly number[]): Vec3 {
  const free: [number, number, number] = [0, 0, 0];
  freeColumns(position.coordinates[0]).forEach((column, k) => (free[column] = values[k]));
  return free;
}

const scaleTo = (lattice: Lattice, volume: number): Lattice => createLattice(scaleMat3(lattice.vectors, Math.cbrt(volume / latticeVolume(lattice))));

/** All six cell parameters from those that the crystal system leaves free. */
function cellOf(spaceGroup: number, free: readonly number[]): CellParameters {
  const right = { alpha: 90, beta: 90, gamma: 90 };
  const [a, second, third] = free;
  if (spaceGroup <= 2) return { a, b: second, c: third, alpha: free[3], beta: free[4], gamma: free[5] };
  if (spaceGroup <= 15) return { ...right, a, b: second, c: third, beta: free[3] };
  if (spaceGroup <= 74) return { ...right, a, b: second, c: third };
  if (spaceGroup <= 142) return { ...right, a, b: a, c: second };
  if (spaceGroup <= 194) return { ...right, a, b: a, c: second, gamma: 120 };
  return { ...right, a, b: a, c: a };
}
