import { changeBasis } from '../../crystal/change-basis.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { niggliReduceStructure } from '../../crystal/niggli.js';
import type { Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { determinant, multiplyMat3, transpose } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';

/** The 24 right-handed ways to name and point three axes. */
const AXES: readonly Mat3[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].flatMap((order) =>
  Array.from(
    { length: 8 },
    (_, signs) =>
      order.map(
        (axis, row): Vec3 => [0, 1, 2].map((column) => (column === axis ? ((signs >> row) & 1 ? -1 : 1) : 0)) as unknown as Vec3,
      ) as unknown as Mat3,
  ).filter((m) => determinant(m) === 1),
);

/** Two crystals in their Niggli cells, the axes of the second named so that its cell, at equal volume, comes nearest to the first. */
export function matchCells(a: Structure, b: Structure): [Structure, Structure] {
  const [first, second] = [niggliReduceStructure(a), niggliReduceStructure(b)];
  const target = unitMetric(first);
  const difference = (axes: Mat3): number => unitMetric(second, axes).reduce((sum, x, k) => sum + (x - target[k]) ** 2, 0);
  const best = AXES.map((axes) => ({ axes, distance: difference(axes) })).reduce((least, one) =>
    one.distance < least.distance - 1e-12 ? one : least,
  );
  return [first, changeBasis(second, best.axes)];
}

/** Dot products of the basis vectors at unit volume. */
function unitMetric({ lattice }: Structure, axes: Mat3 | null = null): number[] {
  const vectors = axes === null ? lattice.vectors : multiplyMat3(axes, lattice.vectors);
  const scale = latticeVolume(lattice) ** (-2 / 3);
  return multiplyMat3(vectors, transpose(vectors)).flatMap((row) => row.map((x) => scale * x));
}

/** The cell whose metric lies between those of two cells at equal volume, at unit volume. @param share of the second */
export function meanCell(a: Structure, b: Structure, share: number): Mat3 {
  const [one, other] = [unitMetric(a), unitMetric(b)];
  const g = one.map((x, k) => (1 - share) * x + share * other[k]);
  // a along x, b in the xy plane: the Cholesky factor of the metric
  const ax = Math.sqrt(g[0]);
  const bx = g[1] / ax;
  const by = Math.sqrt(g[4] - bx * bx);
  const cx = g[2] / ax;
  const cy = (g[5] - bx * cx) / by;
  return [
    [ax, 0, 0],
    [bx, by, 0],
    [cx, cy, Math.sqrt(g[8] - cx * cx - cy * cy)],
  ];
}
