import { compositionFromSites } from '../../composition/create-composition.js';
import { covalentRadiusOf } from '../../elements/covalent-radius.js';
import { norm, subtractVec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';

/** Atoms of a molecule are bonded up to this multiple of the sum of their covalent radii. */
const BONDED = 1.25;
/** In a crystal a bond of a molecule may be so much longer than in the molecule that was given. */
const STRETCHED = 1.25;

export interface MoleculeBond {
  readonly from: number;
  readonly to: number;
  /** Å. */
  readonly length: number;
}

export function bondsOfMolecule({ atomicNumbers, positions }: Molecule): MoleculeBond[] {
  return atomicNumbers.flatMap((z, from) =>
    atomicNumbers.slice(0, from).flatMap((other, to) => {
      const length = norm(subtractVec3(positions[from], positions[to]));
      return length <= BONDED * (covalentRadiusOf(z) + covalentRadiusOf(other)) ? [{ from, to, length }] : [];
    }),
  );
}

/** Do bonds lead from each atom to all others? */
export function isConnected(molecule: Molecule): boolean {
  const bonds = bondsOfMolecule(molecule);
  const reached = new Set([0]);
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const { from, to } of bonds) if (reached.has(from) || reached.has(to)) reached.add(from).add(to);
    grown = reached.size > before;
  }
  return reached.size === molecule.atomicNumbers.length;
}

export const pairKey = (z: number, other: number): string => (z < other ? `${z}-${other}` : `${other}-${z}`);

/** Longest bond in a crystal, Å, of each pair of elements that is bonded in one of the molecules. */
export function longestBonds(molecules: readonly Molecule[]): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const molecule of molecules)
    for (const { from, to, length } of bondsOfMolecule(molecule)) {
      const key = pairKey(molecule.atomicNumbers[from], molecule.atomicNumbers[to]);
      longest.set(key, Math.max(longest.get(key) ?? 0, STRETCHED * length));
    }
  return longest;
}

/** Atoms, and bonds by the elements they join: equal for molecules that cannot be told apart by them. */
export function fingerprintOf(atomicNumbers: readonly number[], bonds: readonly { readonly from: number; readonly to: number }[]): string {
  const { atomicNumbers: elements, counts } = compositionFromSites(atomicNumbers);
  const joined = bonds.map(({ from, to }) => pairKey(atomicNumbers[from], atomicNumbers[to])).sort();
  return `${elements.join()}:${counts.join()}:${joined.join()}`;
}
