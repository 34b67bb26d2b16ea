import { createLattice, type Lattice } from '../../crystal/lattice.js';
import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { atomicNumberFromLabel } from '../element-from-text.js';
import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { numberFromWord, shorten, startOf, type TextLine, type Word } from '../text-lines.js';
import { BOHR } from './units.js';

/** A card of pw.x: its name, the unit or option beside it, and the lines below. */
export interface Card {
  readonly name: string;
  /** Lower case, without brackets; null where there is none. */
  readonly option: string | null;
  readonly place: TextPlace;
  readonly lines: readonly TextLine[];
}

/**
 * The lattice of CELL_PARAMETERS.
 * @param latticeParameter `alat` in Å; null where it is not known
 * @throws {ParseFailedError} {InvalidLatticeError}
 */
export function latticeFromCard(card: Card, latticeParameter: number | null): Lattice {
  const [option, , stated] = /^([a-z]+)(\s*=\s*([\d.eEdD+-]+))?$/.exec(card.option ?? '')?.slice(1) ?? [card.option];
  const rows = ['a', 'b', 'c'].map((name, k) => {
    const line = lineOf(card, k, `lattice vector ${name}`);
    return vectorAt(line, 0);
  });
  // pw.x prints `alat= 10.20` (bohr) beside the card.
  const alat = stated === undefined ? latticeParameter : Number(stated) * BOHR;
  const unit = lengthUnit(option ?? (alat === null ? 'bohr' : 'alat'), alat, card);
  return createLattice(rows.map(([x, y, z]): Vec3 => [x * unit, y * unit, z * unit]) as unknown as Mat3);
}

/** The crystal of ATOMIC_POSITIONS in a lattice; labels begin with the element (`Fe1`, `O_up`). @param count sites; all lines where it is null */
export function structureFromCard(card: Card, lattice: Lattice, latticeParameter: number | null, count: number | null): Structure {
  const rows = Array.from({ length: count ?? card.lines.length }, (_, site) => lineOf(card, site, `site ${site + 1}`));
  if (rows.length === 0) throw new ParseFailedError('ATOMIC_POSITIONS lists no atoms', card.place);
  const written = rows.map((row) => vectorAt(row, 1));
  const option = card.option ?? 'alat';
  const fracCoords =
    option === 'crystal'
      ? written
      : fractionalFromCartesian(
          lattice,
          written.map(([x, y, z]): Vec3 => {
            const unit = lengthUnit(option, latticeParameter, card);
            return [x * unit, y * unit, z * unit];
          }),
        );
  const structure = createStructure(
    lattice,
    rows.map((row) => elementOf(row.words[0])),
    fracCoords,
  );
  assertDistinctSites(structure);
  return structure;
}

function lengthUnit(option: string, latticeParameter: number | null, { name, place }: Card): number {
  if (option === 'angstrom') return 1;
  if (option === 'bohr') return BOHR;
  if (option !== 'alat') throw new ParseFailedError(`${name} in "${shorten(option)}" cannot be read; angstrom, bohr, alat and crystal can`, place);
  if (latticeParameter === null) throw new ParseFailedError(`${name} is in units of alat, but neither celldm(1) nor A is given`, place);
  return latticeParameter;
}

function lineOf({ name, lines, place }: Card, index: number, what: string): TextLine {
  const line = lines[index] as TextLine | undefined;
  if (line === undefined) throw new ParseFailedError(`${name} ends before ${what}`, lines.at(-1)?.end ?? place);
  return line;
}

/** Three numbers from a word of the line on; fractions such as `1/3` pass. */
function vectorAt(line: TextLine, first: number): Vec3 {
  return [0, 1, 2].map((k) => {
    const word = line.words[first + k] as Word | undefined;
    if (word === undefined) throw new ParseFailedError('Expected three numbers', line.words.length === 0 ? startOf(line) : line.end);
    const parts = word.text.split('/');
    if (parts.length === 1) return numberFromWord(word);
    const [numerator, divisor] = parts.map((text) => numberFromWord({ text, place: word.place }));
    if (parts.length > 2 || divisor === 0) throw new ParseFailedError(`"${shorten(word.text)}" is not a number`, word.place);
    return numerator / divisor;
  }) as unknown as Vec3;
}

function elementOf({ text, place }: Word): number {
  const z = atomicNumberFromLabel(text);
  if (z === null) throw new ParseFailedError(`"${shorten(text)}" is not an element`, place);
  return z;
}
