/**
 * How the Wyckoff letters of a space group trade places when origin and axes are chosen differently but equivalently.
 *
 * The affine normalizer of a group G holds all changes of description x′ = L x + s with which every operation of G becomes an operation of G
 * again. Each permutes the Wyckoff positions. L is searched among the integer matrices that keep the lattice type: signed permutations of the
 * axes, the 24 automorphisms of the hexagonal lattice, and for the oblique systems, where there are infinitely many, enough of them to reach
 * every permutation; s among the 24ths of the cell. The permutations, not the transformations, are what matters here: continuous shifts of polar
 * groups change no letter.
 *
 * @see E. Koch, W. Fischer, U. Müller, International Tables A (2016), ch. 3.5, doi:10.1107/97809553602060000933
 */
import type { Mat3 } from '../numerics/mat3.js';
import { determinant, invertMat3, mat3TimesColumn, multiplyMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { freeColumns, type AffineExpression } from './affine-expression.js';
import { operationsOf } from './operations-of.js';
import { wyckoffPositions, type WyckoffPosition } from './wyckoff-positions.js';

/** New letter of each old one. */
export type LetterRenaming = ReadonlyMap<string, string>;

const renamings = new Map<number, readonly LetterRenaming[]>();

/** Every renaming of letters by an equivalent description, the identity first. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function letterRenamings(spaceGroup: number): readonly LetterRenaming[] {
  let list = renamings.get(spaceGroup);
  if (list === undefined) renamings.set(spaceGroup, (list = findRenamings(spaceGroup)));
  return list;
}

function findRenamings(number: number): readonly LetterRenaming[] {
  const letters = wyckoffPositions(number).map(({ letter }) => letter);
  if (letters.length === 1) return [new Map(letters.map((letter) => [letter, letter]))];
  const group = integerGroup(number);
  const grid = shiftGrid(number <= 2 ? 2 : number <= 15 ? 4 : 24);
  const identity = mat([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const byShift = distinctRenamings(shiftsFor(group, identity, grid, Infinity).map((shift) => renamingBy(number, identity, shift)));
  const found = new Map<string, LetterRenaming>();
  const seenLinear = new Set<string>();
  const seenCosets = new Set<string>();
  for (const linear of [identity, ...linearCandidates(number)]) {
    if (seenCosets.has(linear.join())) continue;
    for (const { rotation } of group.rotations) seenCosets.add(multiplyMat3(rotation, linear).join());
    const [shift] = shiftsFor(group, linear, grid, 1);
    if (shift === undefined) continue;
    const byLinear = renamingBy(number, linear, shift);
    const key = [...byLinear.values()].join('');
    if (seenLinear.has(key)) continue;
    seenLinear.add(key);
    for (const extra of byShift) {
      const renaming = new Map(letters.map((letter) => [letter, extra.get(byLinear.get(letter) as string) as string]));
      found.set([...renaming.values()].join(''), renaming);
    }
  }
  const plain = letters.join('');
  return [found.get(plain) as LetterRenaming, ...[...found].filter(([key]) => key !== plain).map(([, renaming]) => renaming)];
}

const distinctRenamings = (list: readonly LetterRenaming[]): LetterRenaming[] => [
  ...new Map(list.map((renaming) => [[...renaming.values()].join(''), renaming])).values(),
];

interface IntegerOperation {
  readonly rotation: Mat3;
  readonly translation24: Vec3;
}

interface IntegerGroup {
  /** One operation for each rotation. */
  readonly rotations: readonly IntegerOperation[];
  readonly byRotation: ReadonlyMap<string, IntegerOperation>;
  readonly generators: readonly IntegerOperation[];
  /** Index x + 24 (y + 24 z) of every lattice point of the conventional cell. */
  readonly latticePoints: ReadonlySet<number>;
  readonly latticeVectors: readonly Vec3[];
}

const pointIndex = (x: number, y: number, z: number): number => {
  const [i, j, k] = [((x % 24) + 24) % 24, ((y % 24) + 24) % 24, ((z % 24) + 24) % 24];
  return i + 24 * (j + 24 * k);
};

function integerGroup(number: number): IntegerGroup {
  const operations = operationsOf(number).map(({ rotation, translation }): IntegerOperation => ({
    rotation,
    translation24: translation.map((x) => Math.round(24 * x)) as unknown as Vec3,
  }));
  const latticeVectors = (wyckoffPositions(number)[0] as WyckoffPosition).latticePoints24;
  const byRotation = new Map<string, IntegerOperation>();
  for (const operation of operations) if (!byRotation.has(operation.rotation.join())) byRotation.set(operation.rotation.join(), operation);
  const rotations = [...byRotation.values()];
  return {
    rotations,
    byRotation,
    generators: generatorsOf(rotations),
    latticePoints: new Set(latticeVectors.map(([x, y, z]) => pointIndex(x, y, z))),
    latticeVectors,
  };
}

/** A few operations whose rotations generate the point group. */
function generatorsOf(rotations: readonly IntegerOperation[]): IntegerOperation[] {
  const generators: IntegerOperation[] = [];
  const reached = new Map<string, Mat3>([[mat([1, 0, 0, 0, 1, 0, 0, 0, 1]).join(), mat([1, 0, 0, 0, 1, 0, 0, 0, 1])]]);
  for (const operation of rotations) {
    if (reached.has(operation.rotation.join())) continue;
    generators.push(operation);
    // A Map visits entries added while it is walked: this closes the set.
    for (const element of reached.values()) {
      for (const { rotation } of generators) {
        const product = multiplyMat3(rotation, element);
        if (!reached.has(product.join())) reached.set(product.join(), product);
      }
    }
  }
  return generators;
}

/** Shifts s of `grid` with which (L, s) carries the group onto itself, at most `limit` of them. */
function shiftsFor(
  { byRotation, generators, latticePoints, latticeVectors }: IntegerGroup,
  linear: Mat3,
  grid: readonly Vec3[],
  limit: number,
): Vec3[] {
  if (!latticeVectors.every((vector) => latticePoints.has(pointIndex(...mat3TimesColumn(linear, vector))))) return [];
  const inverse = invertMat3(linear).map((row) => row.map(Math.round)) as unknown as Mat3;
  const conditions: { readonly conjugate: Mat3; readonly constant: Vec3 }[] = [];
  for (const { rotation, translation24 } of generators) {
    const conjugate = multiplyMat3(multiplyMat3(linear, rotation), inverse);
    const target = byRotation.get(conjugate.join());
    if (target === undefined) return [];
    const moved = mat3TimesColumn(linear, translation24);
    conditions.push({ conjugate, constant: [0, 1, 2].map((i) => (moved[i] as number) - (target.translation24[i] as number)) as unknown as Vec3 });
  }
  const shifts: Vec3[] = [];
  for (const s of grid) {
    // (L, s)(W, w)(L, s)⁻¹ = (L W L⁻¹, L w + s − L W L⁻¹ s) must be a tabulated operation up to a lattice translation.
    const kept = conditions.every(({ conjugate, constant }) => {
      const turned = mat3TimesColumn(conjugate, s);
      return latticePoints.has(pointIndex(constant[0] + s[0] - turned[0], constant[1] + s[1] - turned[1], constant[2] + s[2] - turned[2]));
    });
    if (kept && shifts.push(s) >= limit) break;
  }
  return shifts;
}

function shiftGrid(steps: number): Vec3[] {
  const axis = Array.from({ length: steps }, (_, i) => (24 / steps) * i);
  return axis.flatMap((z) => axis.flatMap((y) => axis.map((x): Vec3 => [x, y, z])));
}

const mat = (m: readonly number[]): Mat3 => [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)] as unknown as Mat3;

function linearCandidates(number: number): Mat3[] {
  if (number >= 143 && number <= 194) return integerGroup(191).rotations.map(({ rotation }) => rotation);
  const signs = [1, -1];
  if (number <= 15) {
    // Positions of P-1 lie on half lattice vectors, so only L modulo 2 matters there.
    const entries = number <= 2 ? [0, 1] : [0, 1, -1, 2, -2];
    const shape = number <= 2 ? [0, 1, 2, 3, 4, 5, 6, 7, 8] : [0, 2, 6, 8];
    let matrices: number[][] = number <= 2 ? [Array<number>(9).fill(0)] : signs.map((s) => [0, 0, 0, 0, s, 0, 0, 0, 0]);
    for (const at of shape) matrices = matrices.flatMap((m) => entries.map((entry) => m.with(at, entry)));
    return matrices.map(mat).filter((m) => Math.abs(determinant(m)) === 1);
  }
  const orders = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [1, 0, 2],
    [0, 2, 1],
    [2, 1, 0],
  ];
  return orders.flatMap((order) =>
    signs.flatMap((p) =>
      signs.flatMap((q) => signs.map((r) => [p, q, r].map((sign, i) => [0, 1, 2].map((j) => (order[i] === j ? sign : 0))) as unknown as Mat3)),
    ),
  );
}

/** Free coordinates without accidental relations, so that an image of a position lies on no more special one. */
const GENERIC: Vec3 = [0.1237891, 0.2718281, 0.4142135];

function renamingBy(number: number, linear: Mat3, shift24: Vec3): LetterRenaming {
  const positions = wyckoffPositions(number);
  const operations = operationsOf(number);
  return new Map(
    positions.map((position) => {
      const first = position.coordinates[0] as AffineExpression;
      const point = mat3TimesColumn(first.linear, GENERIC).map((x, i) => x + (first.constant24[i] as number) / 24) as unknown as Vec3;
      const moved = mat3TimesColumn(linear, point).map((x, i) => x + (shift24[i] as number) / 24) as unknown as Vec3;
      const images = operations.map(({ rotation, translation }) => {
        const turned = mat3TimesColumn(rotation, moved);
        return [turned[0] + translation[0], turned[1] + translation[1], turned[2] + translation[2]] as Vec3;
      });
      const target = positions.find(
        (other) =>
          other.multiplicity === position.multiplicity &&
          other.degreesOfFreedom === position.degreesOfFreedom &&
          (other.degreesOfFreedom === 3 || images.some((image) => liesOn(image, other.coordinates[0] as AffineExpression))),
      );
      if (target === undefined) throw new Error(`Position ${position.letter} of group ${number} left its group under a normalizer operation`);
      return [position.letter, target.letter];
    }),
  );
}

/** Whether a point is linear · p + constant for some p, up to a lattice vector of whole numbers. */
function liesOn(point: Vec3, expression: AffineExpression): boolean {
  const { linear, constant24 } = expression;
  const columns = freeColumns(expression);
  const difference = point.map((x, i) => x - (constant24[i] as number) / 24);
  const entry = (row: number, k: number): number => (linear[row] as Vec3)[columns[k] as number] as number;
  // Rows on which the expression is unimodular fix p up to whole numbers; the other rows are the test.
  let free: readonly number[] = [];
  if (columns.length === 1) {
    const row = [0, 1, 2].find((i) => Math.abs(entry(i, 0)) === 1) as number;
    free = [(difference[row] as number) * entry(row, 0)];
  } else if (columns.length === 2) {
    const minor = (i: number, j: number): number => entry(i, 0) * entry(j, 1) - entry(i, 1) * entry(j, 0);
    const [i, j] = (
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const
    ).find(([p, q]) => Math.abs(minor(p, q)) === 1) as readonly [number, number];
    const [u, v, d] = [difference[i] as number, difference[j] as number, minor(i, j)];
    free = [(u * entry(j, 1) - v * entry(i, 1)) * d, (v * entry(i, 0) - u * entry(j, 0)) * d];
  }
  return difference.every((x, row) => {
    const rest = free.reduce((sum, p, k) => sum - entry(row, k) * p, x);
    return Math.abs(rest - Math.round(rest)) < 1e-6;
  });
}
