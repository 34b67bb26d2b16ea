import { compositionFromSites } from '../../composition/create-composition.js';
import { formulaUnitsOf } from '../../composition/reduce-composition.js';
import { chemicalOrder, reducedFormula } from '../../composition/written-formula.js';
import { cellParameters, latticeVolume } from '../../crystal/lattice.js';
import { standardOrientation } from '../../crystal/standard-orientation.js';
import type { Structure } from '../../crystal/structure.js';
import { symbolOf } from '../../elements/elements.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { operationsOf } from '../../symmetry/operations-of.js';
import type { SymmetryDataset } from '../../symmetry/find-symmetry.js';
import { fixed, fixedFractional } from '../fixed.js';
import { xyzFromOperation } from './operation-xyz.js';
import { asymmetricUnit } from './asymmetric-unit.js';

/** Å and degrees. */
const CELL_DECIMALS = 8;
const FRACTIONAL_DECIMALS = 10;

/** One row of the atom loop. */
interface WrittenSite {
  readonly atomicNumber: number;
  readonly fractional: Vec3;
  readonly multiplicity: number;
  readonly wyckoffLetter: string;
}

/**
 * Write the cell as it is, in P 1: every site, no symmetry. A left-handed basis is turned round first.
 * @param blockName of the data block, without blanks
 * @default blockName the reduced formula
 */
export function writeCif(structure: Structure, blockName: string | null = null): string {
  const oriented = standardOrientation(structure);
  const sites = oriented.atomicNumbers.map((atomicNumber, site): WrittenSite => {
    return { atomicNumber, fractional: oriented.fracCoords[site], multiplicity: 1, wyckoffLetter: 'a' };
  });
  return write(oriented, { number: 1, symbol: 'P 1' }, ['x,y,z'], sites, blockName);
}

/**
 * Write the conventional cell in the standard setting, symmetrized: the tabulated operations and one site of each orbit.
 * @param symmetry `findSymmetry(structure)`
 * @param blockName of the data block, without blanks
 * @default blockName the reduced formula
 */
export function writeSymmetrizedCif(structure: Structure, symmetry: SymmetryDataset, blockName: string | null = null): string {
  const { number, symbol } = symmetry.spaceGroup;
  return write(
    symmetry.standardizedCell,
    { number, symbol: symbol.replaceAll('_', '') },
    operationsOf(number).map(xyzFromOperation),
    asymmetricUnit(structure, symmetry),
    blockName,
  );
}

function write(
  cell: Structure,
  group: { readonly number: number; readonly symbol: string },
  operations: readonly string[],
  sites: readonly WrittenSite[],
  blockName: string | null,
): string {
  const composition = compositionFromSites(cell.atomicNumbers);
  const formula = reducedFormula(composition);
  const sum = chemicalOrder(composition)
    .map(({ symbol, count }) => `${symbol}${count}`)
    .join(' ');
  const parameters = cellParameters(cell.lattice);
  const serial = new Map<number, number>();
  const rows = sites.map(({ atomicNumber, fractional, multiplicity, wyckoffLetter }) => {
    const count = (serial.get(atomicNumber) ?? 0) + 1;
    serial.set(atomicNumber, count);
    const symbol = symbolOf(atomicNumber);
    const position = fractional.map((x) => fixedFractional(x, FRACTIONAL_DECIMALS));
    return `  ${`${symbol}${count}`.padEnd(6)} ${symbol.padEnd(2)} ${String(multiplicity).padStart(3)} ${wyckoffLetter} ${position.join(' ')} 1`;
  });
  return [
    `data_${blockName ?? formula}`,
    `_chemical_formula_structural ${formula.startsWith('[') ? `'${formula}'` : formula}`,
    `_chemical_formula_sum '${sum}'`,
    `_cell_formula_units_Z ${formulaUnitsOf(composition)}`,
    ...(['a', 'b', 'c'] as const).map((edge) => `_cell_length_${edge} ${fixed(parameters[edge], CELL_DECIMALS)}`),
    ...(['alpha', 'beta', 'gamma'] as const).map((angle) => `_cell_angle_${angle} ${fixed(parameters[angle], CELL_DECIMALS)}`),
    `_cell_volume ${fixed(latticeVolume(cell.lattice), CELL_DECIMALS)}`,
    `_space_group_name_H-M_alt '${group.symbol}'`,
    `_symmetry_space_group_name_H-M '${group.symbol}'`,
    `_space_group_IT_number ${group.number}`,
    `_symmetry_Int_Tables_number ${group.number}`,
    'loop_',
    '  _space_group_symop_id',
    '  _space_group_symop_operation_xyz',
    ...operations.map((operation, k) => `  ${k + 1} '${operation}'`),
    'loop_',
    ...['label', 'type_symbol', 'symmetry_multiplicity', 'Wyckoff_symbol', 'fract_x', 'fract_y', 'fract_z', 'occupancy'].map(
      (tag) => `  _atom_site_${tag}`,
    ),
    ...rows,
    '',
  ].join('\n');
}
