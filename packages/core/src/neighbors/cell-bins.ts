/**
 * Sort the atoms of one large cell into bins, so that a search for neighbors looks at the bins around a center only.
 *
 * Bins are boxes in fractional space, at least half a cutoff thick between their lattice planes, so two bins on either side hold every neighbor
 * (linked cells: M. P. Allen, D. J. Tildesley, Computer Simulation of Liquids, 2nd ed. (2017), ch. 5.3, doi:10.1093/oso/9780198803195.001.0001).
 */
export interface CellBins {
  readonly counts: readonly [number, number, number];
  /** `binOf[i]` is the bin of atom i, (x · ny + y) · nz + z. */
  readonly binOf: Int32Array;
  /** Atoms of bin k: `members[starts[k]]` to `members[starts[k + 1] − 1]`, rising. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Bins to each side that are visited; with bins half a cutoff thick this is complete. */
const REACH = 2;
const VISITED = 2 * REACH + 1;

/**
 * Bin the atoms, or return null where the bins around a center are most of the cell and a plain loop over all pairs is as good.
 * @param fracCoords (nAtoms × 3), any real numbers
 * @param planeSpacings distance between the lattice planes across a, b and c, Å
 */
export function createCellBins(fracCoords: Float64Array, planeSpacings: readonly [number, number, number], cutoff: number): CellBins | null {
  const nAtoms = fracCoords.length / 3;
  // More bins than atoms along an axis only cost visits.
  const count = (spacing: number): number => Math.max(1, Math.floor(Math.min((REACH * spacing) / cutoff, 4 * Math.cbrt(nAtoms))));
  const counts: readonly [number, number, number] = [count(planeSpacings[0]), count(planeSpacings[1]), count(planeSpacings[2])];
  const visitedShare = counts.reduce((share, n) => share * Math.min(1, VISITED / n), 1);
  if (visitedShare > 0.5) return null;
  const binOf = new Int32Array(nAtoms);
  const starts = new Int32Array(counts[0] * counts[1] * counts[2] + 1);
  for (let i = 0; i < nAtoms; i++) {
    let bin = 0;
    for (let axis = 0; axis < 3; axis++) {
      const x = fracCoords[3 * i + axis]!;
      const n = counts[axis]!;
      bin = bin * n + Math.min(n - 1, Math.floor((x - Math.floor(x)) * n));
    }
    binOf[i] = bin;
    starts[bin + 1]!++;
  }
  for (let bin = 1; bin < starts.length; bin++) starts[bin]! += starts[bin - 1]!;
  const next = starts.slice(0, -1);
  const members = new Int32Array(nAtoms);
  for (let i = 0; i < nAtoms; i++) members[next[binOf[i]!]!++] = i;
  return { counts, binOf, starts, members };
}

/** Write the atoms of all bins around that of `center` into `candidates`, each once and rising; returns how many. */
export function gatherCandidates({ counts: [nx, ny, nz], binOf, starts, members }: CellBins, center: number, candidates: Int32Array): number {
  const bin = binOf[center]!;
  const z0 = bin % nz;
  const y0 = Math.floor(bin / nz) % ny;
  const x0 = Math.floor(bin / (nz * ny));
  let found = 0;
  // Fewer than VISITED bins along an axis: visit each of them once.
  const [wx, wy, wz] = [Math.min(VISITED, nx), Math.min(VISITED, ny), Math.min(VISITED, nz)];
  for (let x = 0; x < wx; x++) {
    const row = ((x0 + x - REACH + nx * VISITED) % nx) * ny;
    for (let y = 0; y < wy; y++) {
      const column = (row + ((y0 + y - REACH + ny * VISITED) % ny)) * nz;
      for (let z = 0; z < wz; z++) {
        const visited = column + ((z0 + z - REACH + nz * VISITED) % nz);
        for (let m = starts[visited]!; m < starts[visited + 1]!; m++) candidates[found++] = members[m]!;
      }
    }
  }
  candidates.subarray(0, found).sort();
  return found;
}
