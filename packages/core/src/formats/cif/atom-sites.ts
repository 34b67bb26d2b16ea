import { meantNumber } from '../../numerics/decimal-fraction.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { atomicNumberFromLabel } from '../element-from-text.js';
import { ParseFailedError, PartialOccupancyError } from '../format-errors.js';
import { numberFromWord, shorten } from '../text-lines.js';
import type { CifBlock, CifValue } from './cif-blocks.js';

/** A site of the asymmetric unit as the file has it. */
export interface AtomSite {
  readonly label: string;
  readonly atomicNumber: number;
  readonly fractional: Vec3;
}

/** Occupancies are written with as little as two decimals. */
const OCCUPANCY_ROUNDING = 0.005;

/**
 * The atom sites of a block; dummy sites (`_atom_site_calc_flag dum`) are left out. Coordinates such as 0.3333 and 0.667 are the sixths they mean.
 * @throws {PartialOccupancyError} for a site that is not occupied by one whole atom
 * @throws {ParseFailedError} for an unknown element and a coordinate that is missing or no number
 */
export function readAtomSites(block: CifBlock): AtomSite[] {
  const column = (name: string): readonly CifValue[] | null => block.columns.get(`_atom_site_${name}`) ?? null;
  const axes = ['fract_x', 'fract_y', 'fract_z'].map((name) => {
    const values = column(name);
    if (values === null) throw new ParseFailedError(`Data block "${shorten(block.name)}" has no _atom_site_${name}`, block.place);
    return values;
  });
  const [labels, types, occupancies, flags] = [column('label'), column('type_symbol'), column('occupancy'), column('calc_flag')];
  const sites = [...axes[0].keys()]
    .filter((row) => flags?.[row].text !== 'dum')
    .map((row): AtomSite => {
      const named = types?.[row].text != null ? types[row] : labels?.[row];
      const atomicNumber = named?.text == null ? null : atomicNumberFromLabel(named.text);
      const label = labels?.[row].text ?? named?.text ?? String(row + 1);
      if (atomicNumber === null) {
        throw new ParseFailedError(`"${shorten(named?.text ?? '?')}" of site ${shorten(label)} is not an element`, (named ?? axes[0][row]).place);
      }
      const fractional = axes.map((values) => coordinate(values[row], label)) as unknown as Vec3;
      const occupancy = occupancies?.[row];
      if (occupancy?.text != null) {
        const value = numberFromWord({ text: occupancy.text.replace(/\(\d*\)$/, ''), place: occupancy.place });
        if (Math.abs(value - 1) > OCCUPANCY_ROUNDING) throw new PartialOccupancyError(shorten(label), value, occupancy.place);
      }
      return { label, atomicNumber, fractional };
    });
  if (sites.length === 0) throw new ParseFailedError(`Data block "${shorten(block.name)}" lists no atom sites`, block.place);
  return sites;
}

function coordinate({ text, place }: CifValue, label: string): number {
  if (text === null) throw new ParseFailedError(`Site ${shorten(label)} has no position`, place);
  const digits = text.replace(/\(\d*\)$/, '');
  const value = numberFromWord({ text: digits, place });
  return /^[+-]?\d*\.\d*$/.test(digits) ? meantNumber(digits) : value;
}
