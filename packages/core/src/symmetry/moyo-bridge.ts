/**
 * The one door to moyo (Rust, by the authors of spglib) in WebAssembly: our conventions outside, its own inside.
 *
 * moyo-wasm 0.15 takes lattice bases row-major and returns them so, but gives `rotation`, `std_linear`, `prim_std_linear` and
 * `std_rotation_matrix` column-major; its tables of Wyckoff positions are keyed by Hall number; positions and translations come back unwrapped;
 * a left-handed basis yields the mirror image; bad input throws bare strings, and lists of unequal length or an empty cell break the instance.
 * Callers validate structures first (`find-symmetry.ts`); an instance that broke all the same is replaced at once.
 *
 * @see K. Shinohara, A. Togo, moyo, https://github.com/spglib/moyo; A. Togo, K. Shinohara, I. Tanaka, Spglib, doi:10.1080/27660400.2024.2384822
 */
import {
  analyze_cell,
  hall_symbol_entry,
  initSync,
  operations_from_number,
  space_group_type,
  wyckoff_positions,
  type MoyoCell,
  type MoyoDataset,
  type MoyoOperation,
} from '@spglib/moyo-wasm';
import { createLattice } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure, wrapFractional } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { determinant, scaleMat3, transpose } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { scaleVec3 } from '../numerics/vec3.js';
import { makeReloadable, type ReloadableInstance } from './reloadable-instance.js';
import { SymmetryEngineMissingError, SymmetryEngineTrappedError, SymmetryNotFoundError } from './symmetry-errors.js';
import type { SymmetryOperation } from './symmetry-operation.js';

/** What the engine says of a structure, in our conventions; `find-symmetry.ts` documents the fields it hands on. */
export interface EngineDataset {
  readonly number: number;
  readonly hallNumber: number;
  readonly symbol: string;
  readonly pearsonSymbol: string;
  readonly operations: readonly SymmetryOperation[];
  readonly orbitOf: readonly number[];
  readonly wyckoffLetters: readonly string[];
  readonly siteSymmetries: readonly string[];
  readonly standardizedCell: Structure;
  readonly standardTransformation: CellTransformation;
  readonly primitiveCell: Structure;
  readonly primitiveTransformation: CellTransformation;
}

/** newVectors = P · vectors · rotationᵀ with vectors in rows, and newFractional = (fractional − originShift) · P⁻¹. */
export interface CellTransformation {
  /** P, row by row: row i holds the new axis i in the old axes. */
  readonly matrix: Mat3;
  /** In fractions of the old axes. */
  readonly originShift: Vec3;
  /** Proper rotation of the Cartesian frame, acting on column vectors. */
  readonly rotation: Mat3;
}

export interface EngineSpaceGroup {
  readonly symbol: string;
  /** Of the ITA standard setting. */
  readonly hallNumber: number;
  readonly centering: 'P' | 'A' | 'B' | 'C' | 'I' | 'R' | 'F';
  /** Of the geometric class, `m-3m`. */
  readonly pointGroup: string;
}

export interface EngineWyckoffPosition {
  readonly letter: string;
  readonly multiplicity: number;
  readonly siteSymmetry: string;
  /** First representative, `x,-x+1/2,z`. */
  readonly representative: string;
}

let engine: ReloadableInstance | null = null;

/**
 * Start the engine from the bytes of `moyo_wasm_bg.wasm`, once for each process; a second call changes nothing.
 * @throws {SymmetryEngineTrappedError} for bytes that are not the engine
 */
export function loadSymmetryEngine(bytes: Uint8Array): void {
  if (engine !== null) return;
  try {
    const module = new WebAssembly.Module(bytes as unknown as ArrayBuffer);
    engine = makeReloadable(module, () => initSync({ module }));
  } catch (cause) {
    throw new SymmetryEngineTrappedError(`The symmetry engine does not start from these ${bytes.length} bytes`, { cause });
  }
}

/**
 * Analyze in the ITA standard setting. The structure must have passed the checks of `find-symmetry.ts`.
 * @throws {SymmetryNotFoundError} {SymmetryEngineTrappedError}
 */
export function analyzeWithEngine({ lattice, atomicNumbers, fracCoords }: Structure, symprec: number): EngineDataset {
  // On a left-handed basis moyo finds the enantiomorph (P 3_2 2 1 for quartz in P 3_1 2 1), so all three axes are turned round: y = −x.
  const sign = determinant(lattice.vectors) < 0 ? -1 : 1;
  const basis = scaleMat3(lattice.vectors, sign).flat();
  const cell = JSON.stringify({ lattice: { basis }, positions: fracCoords.map((x) => scaleVec3(x, sign)), numbers: atomicNumbers });
  // Any other word than 'Spglib' silently means Standard; no other literal is ever passed.
  const dataset = enter(() => analyze_cell(cell, symprec, 'Standard'));
  return {
    number: dataset.number,
    hallNumber: dataset.hall_number,
    symbol: dataset.hm_symbol,
    pearsonSymbol: dataset.pearson_symbol,
    operations: dataset.operations.map((operation) => operationFromEngine(operation, sign)),
    orbitOf: dataset.orbits,
    wyckoffLetters: dataset.wyckoffs,
    siteSymmetries: dataset.site_symmetry_symbols,
    standardizedCell: structureFromEngine(dataset.std_cell),
    standardTransformation: transformation(dataset, dataset.std_linear, dataset.std_origin_shift, sign),
    primitiveCell: structureFromEngine(dataset.prim_std_cell),
    primitiveTransformation: transformation(dataset, dataset.prim_std_linear, dataset.prim_std_origin_shift, sign),
  };
}

/** @param number 1–230, checked by the caller */
export function spaceGroupFromEngine(number: number): EngineSpaceGroup {
  const type = enter(() => space_group_type(number));
  const entry = enter(() => hall_symbol_entry(type.hall_number));
  return { symbol: type.hm_short, hallNumber: type.hall_number, centering: entry.centering, pointGroup: type.geometric_crystal_class };
}

/** All operations of the conventional cell, centering included. @param number 1–230, checked by the caller */
export function operationsFromEngine(number: number): readonly SymmetryOperation[] {
  return enter(() => operations_from_number(number, { type: 'Standard' }, false)).map((operation) => operationFromEngine(operation, 1));
}

/** One of the 530 tabulated descriptions of the 230 groups. */
export interface EngineSetting {
  /** 1–230. */
  readonly spaceGroup: number;
  /** `P 2_1/c`; of monoclinic groups the same in all settings. */
  readonly shortSymbol: string;
  /** `P 1 2_1/n 1` */
  readonly fullSymbol: string;
  /** Origin `1` or `2`, axes `H` or `R`, unique axis and cell `b1`, …, permutation `ba-c`; empty where there is one setting. */
  readonly choice: string;
}

/** @param hallNumber 1–530 */
export function settingFromEngine(hallNumber: number): EngineSetting {
  const { number, hm_short, hm_full, setting } = enter(() => hall_symbol_entry(hallNumber));
  return { spaceGroup: number, shortSymbol: hm_short, fullSymbol: hm_full, choice: setting };
}

/** All operations of the conventional cell of a setting. @param hallNumber 1–530, of the space group `number` */
export function operationsOfSettingFromEngine(number: number, hallNumber: number): readonly SymmetryOperation[] {
  return enter(() => operations_from_number(number, { type: 'HallNumber', value: hallNumber }, false)).map((operation) =>
    operationFromEngine(operation, 1),
  );
}

/** From the general position to the most special one. @param hallNumber 1–530, not a space-group number */
export function wyckoffPositionsFromEngine(hallNumber: number): readonly EngineWyckoffPosition[] {
  return enter(() => wyckoff_positions(hallNumber)).map(({ letter, multiplicity, site_symmetry, coordinates }) => ({
    letter,
    multiplicity,
    siteSymmetry: site_symmetry,
    representative: coordinates,
  }));
}

function enter<T>(call: () => T): T {
  if (engine === null) throw new SymmetryEngineMissingError('The symmetry engine has not been loaded: call loadSymmetryEngine first');
  try {
    return call();
  } catch (cause) {
    if (typeof cause === 'string') throw new SymmetryNotFoundError(`No symmetry found: ${cause}`, { cause });
    engine.reload();
    throw new SymmetryEngineTrappedError('The symmetry engine broke down on this input and was started anew', { cause });
  }
}

type Nine = MoyoDataset['std_linear'];

const matrixFromRows = (m: Nine): Mat3 => [
  [m[0], m[1], m[2]],
  [m[3], m[4], m[5]],
  [m[6], m[7], m[8]],
];

const wrap = (v: Vec3): Vec3 => [wrapFractional(v[0]), wrapFractional(v[1]), wrapFractional(v[2])];

// y′ = W y + w with y = sign·x reads x′ = W x + sign·w.
const operationFromEngine = ({ rotation, translation }: MoyoOperation, sign: number): SymmetryOperation => ({
  rotation: transpose(matrixFromRows(rotation)),
  translation: wrap(scaleVec3(translation, sign)),
});

const structureFromEngine = ({ lattice, positions, numbers }: MoyoCell): Structure =>
  createStructure(createLattice(matrixFromRows(lattice.basis)), numbers, positions);

const transformation = (dataset: MoyoDataset, linear: Nine, originShift: Vec3, sign: number): CellTransformation => ({
  matrix: scaleMat3(matrixFromRows(linear), sign),
  originShift: scaleVec3(originShift, sign),
  rotation: transpose(matrixFromRows(dataset.std_rotation_matrix)),
});
