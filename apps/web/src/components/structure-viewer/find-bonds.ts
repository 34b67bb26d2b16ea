import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { cross, dot, norm } from '@kessho/core/numerics/vec3';
import { elementLook } from './element-look';
import type { ViewerStructure } from './viewer-structure';

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

/**
 * For each site its bonds, for display: pairs within a multiple of the sum of their covalent radii, where in a polar crystal two metals never bond
 * and two alike nonmetals only at a short distance. It answers what a drawing should join, not what a bond is.
 */
export function findBonds(structure: ViewerStructure): Bond[][] {
  const { lattice, symbols, fracCoords } = structure;
  const looks = symbols.map(elementLook);
  const negativities = looks.map((look) => look.electronegativity).filter((value) => value > 0);
  const isPolar = Math.max(...negativities) - Math.min(...negativities) >= POLAR_DIFFERENCE;
  const positions = fracCoords.map((position) => rowTimesMat3(position, lattice));
  const longest = 2 * LENGTH_TOLERANCE * Math.max(...looks.map((look) => look.bondRadius));
  const images = translationsWithin(lattice, longest);

  return positions.map((from, i) => {
    const bonds: Bond[] = [];
    const look = looks[i];
    if (look === undefined) return bonds;
    positions.forEach((to, j) => {
      const other = looks[j];
      if (other === undefined) return;
      const isAlike = Math.abs(look.electronegativity - other.electronegativity) < POLAR_DIFFERENCE;
      if (isPolar && look.isMetal && other.isMetal) return;
      const cutoff = (isPolar && isAlike ? LIKE_TOLERANCE : LENGTH_TOLERANCE) * (look.bondRadius + other.bondRadius);
      for (const { image, shift } of images) {
        const dx = to[0] + shift[0] - from[0];
        const dy = to[1] + shift[1] - from[1];
        const dz = to[2] + shift[2] - from[2];
        const squared = dx * dx + dy * dy + dz * dz;
        if (squared < cutoff * cutoff && squared > SELF_DISTANCE * SELF_DISTANCE) bonds.push({ to: j, image, length: Math.sqrt(squared) });
      }
    });
    return bonds.sort((first, second) => first.length - second.length);
  });
}

/** Every translation that can bring two sites of [0, 1) within the distance; the count per axis follows from the spacing of the lattice planes. */
function translationsWithin(lattice: Mat3, distance: number): { image: Vec3; shift: Vec3 }[] {
  const [a, b, c] = lattice;
  const volume = Math.abs(dot(a, cross(b, c)));
  const count = (u: Vec3, v: Vec3): number => Math.ceil((distance * norm(cross(u, v))) / volume);
  const [na, nb, nc] = [count(b, c), count(c, a), count(a, b)];
  const translations: { image: Vec3; shift: Vec3 }[] = [];
  for (let x = -na; x <= na; x++) {
    for (let y = -nb; y <= nb; y++) {
      for (let z = -nc; z <= nc; z++) translations.push({ image: [x, y, z], shift: rowTimesMat3([x, y, z], lattice) });
    }
  }
  return translations;
}
