import type { Lattice } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { multiplyMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { assertAnalyzable } from './assert-analyzable.js';
import { centering } from './centering.js';
import { crystalSystemOf, type CrystalSystem } from './crystal-system.js';
import { analyzeWithEngine, type CellTransformation } from './moyo-bridge.js';
import { operationsOf } from './operations-of.js';
import { symmetrizeLattice } from './symmetrize-lattice.js';
import { InvalidSymprecError } from './symmetry-errors.js';
import type { SymmetryOperation } from './symmetry-operation.js';

/** The symmetry of one structure at one tolerance, in the ITA standard setting. */
export interface SymmetryDataset {
  readonly spaceGroup: { readonly number: number; readonly symbol: string };
  /** 1–530, of the standard setting. */
  readonly hallNumber: number;
  /** `cF8`; `oS` where the centering is A, B or C; the count is that of the conventional cell. */
  readonly pearsonSymbol: string;
  readonly crystalSystem: CrystalSystem;
  /** Of the input cell, on its fractional coordinates; translations are real numbers. */
  readonly operations: readonly SymmetryOperation[];
  /** `orbitOf[i]` is the smallest site equivalent to input site i. */
  readonly orbitOf: readonly number[];
  /** Per input site, in the standard setting; depends on the choice of origin among equivalent ones (see `prototype-label.ts`). */
  readonly wyckoffLetters: readonly string[];
  /** Per input site, oriented symbols such as `.-3m`. */
  readonly siteSymmetries: readonly string[];
  /** Conventional cell; its positions and its lattice have the symmetry exactly. */
  readonly standardizedCell: Structure;
  /** From the input cell to `standardizedCell`, up to symmetrization within `symprec` and lattice translations. */
  readonly standardTransformation: CellTransformation;
  /** Primitive cell of `standardizedCell`: the same frame and origin, vectors by `centering(…).primitiveMatrix`. */
  readonly primitiveCell: Structure;
  /** From the input cell to `primitiveCell`. */
  readonly primitiveTransformation: CellTransformation;
  /** Å. */
  readonly symprec: number;
}

/** Å, for structures of our own making. */
const DEFAULT_SYMPREC = 0.01;

/**
 * Find space group, operations, orbits and standard cells.
 *
 * The transformations hold for row vectors: newVectors = P · vectors · Rᵀ and newFractional = (fractional − originShift) · P⁻¹, where P is the
 * transpose of the one of International Tables and R a proper rotation.
 *
 * @param symprec Å, largest displacement from the ideal position; the effective value is stored in the result
 * @default symprec 0.01
 * @throws {InvalidSymprecError} for a tolerance that is not positive
 * @throws {InvalidStructureError} for a structure that no engine may see (`assert-analyzable.ts`)
 * @throws {SymmetryNotFoundError} where the tolerance leads to no group, or two sites are nearer than 2 · symprec
 * @throws {SymmetryEngineTrappedError} where the engine breaks down {SymmetryEngineMissingError} where it was not loaded
 */
export function findSymmetry(structure: Structure, symprec: number = DEFAULT_SYMPREC): SymmetryDataset {
  if (!(symprec > 0 && symprec < Infinity)) throw new InvalidSymprecError(`symprec must be a positive length in Å, got ${symprec}`);
  assertAnalyzable(structure, symprec);
  const { number, symbol, ...found } = analyzeWithEngine(structure, symprec);
  const lattice = symmetricLattice(found.standardizedCell.lattice, number);
  const primitiveLattice = { vectors: multiplyMat3(centering(number).primitiveMatrix, lattice.vectors) };
  return {
    spaceGroup: { number, symbol },
    crystalSystem: crystalSystemOf(number),
    symprec,
    ...found,
    standardizedCell: { ...found.standardizedCell, lattice },
    primitiveCell: { ...found.primitiveCell, lattice: primitiveLattice },
  };
}

/** The engine symmetrizes positions and leaves the metric as it was. */
function symmetricLattice({ vectors }: Lattice, spaceGroup: number): Lattice {
  const flat = symmetrizeLattice(Float64Array.from(vectors.flat()), rotationsOf(spaceGroup));
  const row = (i: number): Vec3 => [flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]];
  return { vectors: [row(0), row(1), row(2)] };
}

const rotations = new Map<number, readonly Mat3[]>();

/** The point group in the standard setting, each rotation once. */
function rotationsOf(spaceGroup: number): readonly Mat3[] {
  let list = rotations.get(spaceGroup);
  if (list === undefined) {
    const byText = new Map(operationsOf(spaceGroup).map(({ rotation }) => [rotation.join(), rotation]));
    rotations.set(spaceGroup, (list = [...byText.values()]));
  }
  return list;
}
