/** One row for each orbit of unordered angles: pairs of bonds that leave one atom, of which only representatives are looked at. */
import { ModelContractViolatedError } from '../model-errors.js';
import type { CenteredList } from './edge-rows.js';

/** Rows under construction. Row 0 is empty. A "spoke" is what all bonds of one row that leave one atom share. */
export interface AngleRows {
  /** (2) lists of rows: the edges of both bonds, as they leave the center. */
  readonly edges: readonly [number[], number[]];
  /** (2) lists of rows: the spokes of both bonds. */
  readonly spokes: readonly [number[], number[]];
  /** Angles of the orbit. */
  readonly counts: number[];
  readonly spokeBonds: number[];
  readonly spokeAtoms: number[];
}

export const createAngleRows = (): AngleRows => ({ edges: [[0], [0]], spokes: [[-1], [-1]], counts: [0], spokeBonds: [], spokeAtoms: [] });

/**
 * Append the angles at one atom.
 * @param bondOf (edges of the list), row of bonds, 0 for longer edges
 * @param stabilizer operations that leave the atom in its place, which `turn` applies to edges; null for the identity alone
 * @param orbitSize atoms that the atom represents
 */
export function appendAngles(
  list: CenteredList,
  atom: number,
  bondOf: Int32Array,
  stabilizer: { readonly operations: readonly number[]; readonly turn: (g: number, e: number) => number } | null,
  orbitSize: number,
  rows: AngleRows,
): void {
  const bonds: number[] = [];
  for (let e = list.centerStarts[atom]; e < list.centerStarts[atom + 1]; e++) if (bondOf[e] > 0) bonds.push(e);
  const spokes = appendSpokes(bonds, atom, bondOf, rows);
  const append = (p: number, q: number, count: number): void => {
    rows.edges[0].push(bonds[p]);
    rows.edges[1].push(bonds[q]);
    rows.spokes[0].push(spokes[p]);
    rows.spokes[1].push(spokes[q]);
    rows.counts.push(count);
  };
  if (stabilizer === null || stabilizer.operations.length === 1) {
    for (let p = 0; p < bonds.length; p++) for (let q = p + 1; q < bonds.length; q++) append(p, q, orbitSize);
    return;
  }
  const images = stabilizer.operations.map((g) => imagesOf(bonds, (e) => stabilizer.turn(g, e)));
  if (images.some((image) => image.includes(-1))) throw new ModelContractViolatedError(`The symmetry of atom ${atom} of the batch is not that of its bonds`);
  const isDone = new Uint8Array(bonds.length ** 2);
  for (let p = 0; p < bonds.length; p++) {
    for (let q = p + 1; q < bonds.length; q++) {
      if (isDone[p * bonds.length + q] === 1) continue;
      let count = 0;
      for (const image of images) {
        const pair = Math.min(image[p], image[q]) * bonds.length + Math.max(image[p], image[q]);
        if (isDone[pair] === 0) count++;
        isDone[pair] = 1;
      }
      append(p, q, count * orbitSize);
    }
  }
}

/** Places in the list of bonds onto which these are mapped. */
function imagesOf(bonds: readonly number[], turn: (e: number) => number): Int32Array {
  const images = new Int32Array(bonds.length);
  for (let p = 0; p < bonds.length; p++) images[p] = bonds.indexOf(turn(bonds[p]));
  return images;
}

/** The spoke of each bond of an atom. */
function appendSpokes(bonds: readonly number[], atom: number, bondOf: Int32Array, { spokeBonds, spokeAtoms }: AngleRows): number[] {
  const first = spokeBonds.length;
  return bonds.map((e) => {
    const known = spokeBonds.indexOf(bondOf[e], first);
    if (known !== -1) return known;
    spokeAtoms.push(atom);
    return spokeBonds.push(bondOf[e]) - 1;
  });
}
