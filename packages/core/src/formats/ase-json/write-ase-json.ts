import { cartesianFromFractional } from '../../crystal/coordinates.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { extraValue, type LabeledCrystal } from '../labeled-crystal.js';

/**
 * Write crystals as a database of ASE in its JSON format, one row each: `ase.io.read('x.json', ':')`, `ase db x.json`.
 *
 * Rows are numbered from 1; an id, an energy scheme and extra keys stand in `data`. Times are the beginning of ASE's calendar and the unique ids
 * those of the rows, so that equal crystals make equal files.
 * @see A. H. Larsen et al., J. Phys.: Condens. Matter 29, 273002 (2017), doi:10.1088/1361-648X/aa680e; the format is that of `ase.db.jsondb`
 */
export function writeAseJson(crystals: readonly LabeledCrystal[]): string {
  const rows = crystals.map((crystal, k) => `"${k + 1}": ${JSON.stringify(rowOf(crystal, k + 1))}`);
  return `{${rows.join(',\n')},\n"ids": ${JSON.stringify(crystals.map((_, k) => k + 1))},\n"nextid": ${crystals.length + 1}}\n`;
}

function rowOf(
  { structure: { lattice, atomicNumbers, fracCoords }, id, energy, energyScheme, forces, stress, extra }: LabeledCrystal,
  row: number,
): object {
  const data = {
    ...Object.fromEntries([...extra].map(([key, text]) => [key, extraValue(text)])),
    ...(id !== null && { id }),
    ...(energyScheme !== null && { energy_scheme: energyScheme }),
  };
  return {
    unique_id: row.toString(16).padStart(32, '0'),
    ctime: 0,
    mtime: 0,
    user: '',
    numbers: array([atomicNumbers.length], 'int64', atomicNumbers),
    positions: array([atomicNumbers.length, 3], 'float64', cartesianFromFractional(lattice, fracCoords).flat()),
    cell: array([3, 3], 'float64', lattice.vectors.flat()),
    pbc: array([3], 'bool', [true, true, true]),
    ...((energy ?? forces ?? stress) !== null && { calculator: 'unknown', calculator_parameters: {} }),
    ...(energy !== null && { energy }),
    ...(forces !== null && { forces: array([forces.length, 3], 'float64', forces.flat()) }),
    ...(stress !== null && { stress: array([6], 'float64', voigt(stress)) }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}

const array = (shape: readonly number[], type: string, values: readonly (number | boolean)[]): object => ({ __ndarray__: [shape, type, values] });

/** xx, yy, zz, yz, xz, xy. */
const voigt = ([[xx, xy, xz], [, yy, yz], [, , zz]]: Mat3): number[] => [xx, yy, zz, yz, xz, xy];
