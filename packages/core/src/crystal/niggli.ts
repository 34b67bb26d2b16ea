import type { Mat3 } from '../numerics/mat3.js';
import { determinant, IDENTITY_MAT3, multiplyMat3 } from '../numerics/mat3.js';
import { dot } from '../numerics/vec3.js';
import { changeBasis } from './change-basis.js';
import type { Lattice } from './lattice.js';
import { createLattice, InvalidLatticeError, latticeVolume } from './lattice.js';
import type { Structure } from './structure.js';

/**
 * The Niggli-reduced cell: of all cells of a lattice the one with the shortest edges and, among those, a unique choice of angles.
 *
 * Křivý & Gruber, Acta Cryst. A32, 297 (1976), doi:10.1107/S0567739476000636, with every comparison made within ε as in Grosse-Kunstleve, Sauter &
 * Adams, Acta Cryst. A60, 1 (2004), doi:10.1107/S010876730302186X. Two deliberate deviations: pairs of vectors are first shortened with rounded
 * projections, since the steps of 1976 shift by one lattice vector at a time; and the metric is computed anew from the whole-number
 * transformation at each step, so that no rounding piles up. Agrees with pymatgen and spglib.
 */
export interface NiggliReduction {
  readonly lattice: Lattice;
  /** P of reduced = P · original: whole numbers, determinant +1, so a right-handed cell stays right-handed. */
  readonly transformation: Mat3;
}

/** ε of all comparisons between squared lengths, in units of V^(2/3). */
const RELATIVE_TOLERANCE = 1e-5;

/** Cells met in practice need fewer than 20 steps. */
const MAX_STEPS = 1000;

/**
 * For a nearly symmetric cell comparisons within ε can contradict each other, and the steps go round in a circle (ζ = −A within ε, while η < 0 by
 * just more and ξ by just less than ε). ε is doubled after so many steps, which ends it.
 */
const STEPS_PER_TOLERANCE = 50;

/** A = a², B = b², C = c², ξ = 2 b·c, η = 2 a·c, ζ = 2 a·b, all Å². */
type NiggliForm = readonly [A: number, B: number, C: number, xi: number, eta: number, zeta: number];

/**
 * @param epsilon ε of the comparisons, Å² @default 1e-5 V^(2/3)
 * @throws {InvalidLatticeError} where the reduction does not end, which only happens with numbers beyond double precision
 */
export function niggliReduce(original: Lattice, epsilon = RELATIVE_TOLERANCE * latticeVolume(original) ** (2 / 3)): NiggliReduction {
  let tolerance = epsilon;
  // A cell that is reduced within ε is left as it is, so that reducing twice is reducing once.
  let transformation = nextStep(niggliForm(original.vectors), tolerance) === null ? IDENTITY_MAT3 : shortenPairs(original.vectors);
  for (let steps = 0; ; steps++) {
    const step = nextStep(niggliForm(multiplyMat3(transformation, original.vectors)), tolerance);
    if (step === null) break;
    if (steps === MAX_STEPS) throw new InvalidLatticeError(`Niggli reduction did not end within ${MAX_STEPS} steps`);
    if (steps % STEPS_PER_TOLERANCE === STEPS_PER_TOLERANCE - 1) tolerance *= 2;
    transformation = multiplyMat3(step, transformation);
  }
  if (determinant(transformation) < 0) transformation = negate(transformation); // −1 leaves the metric as it is
  if (determinant(transformation) !== 1) throw new InvalidLatticeError(`Niggli reduction lost the lattice: det P = ${determinant(transformation)}`);
  const lattice = createLattice(multiplyMat3(transformation, original.vectors));
  return { lattice, transformation };
}

/** The same crystal in its Niggli cell; sites keep their order. */
export const niggliReduceStructure = (structure: Structure): Structure => changeBasis(structure, niggliReduce(structure.lattice).transformation);

/** True where the reduction has nothing left to do. */
export const isNiggliReduced = (lattice: Lattice): boolean =>
  nextStep(niggliForm(lattice.vectors), RELATIVE_TOLERANCE * latticeVolume(lattice) ** (2 / 3)) === null;

function niggliForm([a, b, c]: Mat3): NiggliForm {
  return [dot(a, a), dot(b, b), dot(c, c), 2 * dot(b, c), 2 * dot(a, c), 2 * dot(a, b)];
}

const negate = (m: Mat3): Mat3 => m.map((row) => row.map((x) => (x === 0 ? 0 : -x))) as unknown as Mat3;

/** Subtract whole multiples of the shorter vectors from the longer ones until no vector becomes shorter. */
function shortenPairs(vectors: Mat3): Mat3 {
  const transformation = IDENTITY_MAT3.map((row) => [...row]);
  for (let changed = true, rounds = 0; changed && rounds < MAX_STEPS; rounds++) {
    changed = false;
    const current = multiplyMat3(transformation as unknown as Mat3, vectors);
    for (let i = 0; i < 3 && !changed; i++) {
      for (let j = 0; j < 3 && !changed; j++) {
        if (i === j) continue;
        const multiple = Math.round(dot(current[i], current[j]) / dot(current[j], current[j]));
        if (multiple === 0 || Math.abs(dot(current[i], current[j])) <= 0.5 * (1 + 1e-9) * dot(current[j], current[j])) continue;
        for (let k = 0; k < 3; k++) transformation[i][k] -= multiple * transformation[j][k];
        changed = true;
      }
    }
  }
  return transformation as unknown as Mat3;
}

/** The next row operation (new = step · old), numbered as in the paper of 1976; null where the cell is reduced. */
function nextStep([A, B, C, xi, eta, zeta]: NiggliForm, tolerance: number): Mat3 | null {
  const less = (x: number, y: number): boolean => x < y - tolerance;
  const equal = (x: number, y: number): boolean => Math.abs(x - y) <= tolerance;
  const sign = (x: number): number => (x < 0 ? 1 : -1); // what to add, to come closer to zero

  if (less(B, A) || (equal(A, B) && less(Math.abs(eta), Math.abs(xi))))
    return [
      [0, -1, 0],
      [-1, 0, 0],
      [0, 0, -1],
    ]; // 1
  if (less(C, B) || (equal(B, C) && less(Math.abs(zeta), Math.abs(eta))))
    return [
      [-1, 0, 0],
      [0, 0, -1],
      [0, -1, 0],
    ]; // 2
  const flip = signChange([xi, eta, zeta], less); // 3, 4
  if (flip !== null) return flip;
  if (less(B, Math.abs(xi)) || (equal(xi, B) && less(2 * eta, zeta)) || (equal(xi, -B) && less(zeta, 0))) {
    return [
      [1, 0, 0],
      [0, 1, 0],
      [0, sign(xi), 1],
    ]; // 5
  }
  if (less(A, Math.abs(eta)) || (equal(eta, A) && less(2 * xi, zeta)) || (equal(eta, -A) && less(zeta, 0))) {
    return [
      [1, 0, 0],
      [0, 1, 0],
      [sign(eta), 0, 1],
    ]; // 6
  }
  if (less(A, Math.abs(zeta)) || (equal(zeta, A) && less(2 * xi, eta)) || (equal(zeta, -A) && less(eta, 0))) {
    return [
      [1, 0, 0],
      [sign(zeta), 1, 0],
      [0, 0, 1],
    ]; // 7
  }
  const sum = xi + eta + zeta + A + B;
  if (less(sum, 0) || (equal(sum, 0) && less(0, 2 * (A + eta) + zeta)))
    return [
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 1],
    ]; // 8
  return null;
}

/** Turn axes round so that ξ, η, ζ are all positive (type I) or none is (type II); null where they are already. */
function signChange(products: readonly [number, number, number], less: (x: number, y: number) => boolean): Mat3 | null {
  const signs = products.map((x) => (less(0, x) ? 1 : less(x, 0) ? -1 : 0));
  const typeOne = signs[0] * signs[1] * signs[2] > 0;
  // Turning axis i round changes the signs of the two products that contain it.
  const turns: number[] = typeOne ? signs : signs.map((s) => (s > 0 ? -1 : 1));
  if (!typeOne && turns[0] * turns[1] * turns[2] < 0) turns[signs.indexOf(0)] = -1;
  if (turns.every((turn) => turn === 1)) return null;
  return [
    [turns[0], 0, 0],
    [0, turns[1], 0],
    [0, 0, turns[2]],
  ];
}
