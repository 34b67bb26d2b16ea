import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, cross, dot, norm, subtractVec3 } from '@kessho/core/numerics/vec3';
import type { ViewerStructure } from './viewer-structure';

/** An atom of the picture: a site, and the cell in which it lies. */
export interface PickedAtom {
  readonly site: number;
  readonly image: Vec3;
}

/** Four make a dihedral angle. */
const MOST_PICKED = 4;

export const isSameAtom = (one: PickedAtom, other: PickedAtom): boolean => one.site === other.site && one.image.join() === other.image.join();

/** Choose another atom, or let go one that is chosen; after four a new choice begins. */
export function togglePick(picked: readonly PickedAtom[], atom: PickedAtom): readonly PickedAtom[] {
  if (picked.some((other) => isSameAtom(atom, other))) return picked.filter((other) => !isSameAtom(atom, other));
  return picked.length >= MOST_PICKED ? [atom] : [...picked, atom];
}

/** Å */
export const positionOf = ({ fracCoords, lattice }: ViewerStructure, { site, image }: PickedAtom): Vec3 =>
  rowTimesMat3(addVec3(fracCoords[site] ?? [0, 0, 0], image), lattice);

/** Å */
export const distanceOf = (structure: ViewerStructure, from: PickedAtom, to: PickedAtom): number =>
  norm(subtractVec3(positionOf(structure, to), positionOf(structure, from)));

/** Degrees, at the second of the three. */
export function angleOf(structure: ViewerStructure, from: PickedAtom, at: PickedAtom, to: PickedAtom): number {
  const center = positionOf(structure, at);
  const [u, v] = [subtractVec3(positionOf(structure, from), center), subtractVec3(positionOf(structure, to), center)];
  return (Math.acos(Math.max(-1, Math.min(1, dot(u, v) / (norm(u) * norm(v))))) * 180) / Math.PI;
}

/**
 * Degrees in (−180, 180]: how far the bond from the third to the fourth is turned against that from the second to the first, seen along the one between
 * them; positive clockwise. NaN where three of them lie on a line.
 */
export function dihedralOf(structure: ViewerStructure, ...atoms: readonly [PickedAtom, PickedAtom, PickedAtom, PickedAtom]): number {
  const [p, q, r, s] = atoms.map((atom) => positionOf(structure, atom)) as [Vec3, Vec3, Vec3, Vec3];
  const [first, middle, last] = [subtractVec3(q, p), subtractVec3(r, q), subtractVec3(s, r)];
  const [one, other] = [cross(first, middle), cross(middle, last)];
  if (norm(one) * norm(other) < 1e-9) return NaN;
  return (Math.atan2(norm(middle) * dot(first, other), dot(one, other)) * 180) / Math.PI;
}
