import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import type { Lattice } from '../../crystal/lattice.js';
import { createLattice } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { createStructure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { determinant } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError } from '../format-errors.js';
import { type LineReader, numberFromWord, numbersFromLine, readLines, shorten, startOf, type TextLine, type Word } from '../text-lines.js';

/** More sites than any crystal that is read here; keeps a wrong count from filling the memory. */
const MAX_SITES = 1_000_000;

/**
 * Read a POSCAR (VASP 4 or 5).
 *
 *     comment / scale / a / b / c / [symbols] / counts / [Selective dynamics] / Direct | Cartesian / one line for each site
 *
 * A negative scale is the cell volume, three scales belong to x, y, z; a Cartesian position is scaled with the cell. Symbols may carry a suffix
 * (`Fe_pv`, `Fe/9f2a`) and repeat. Without a line of symbols they come from the ends of the site lines, else from the comment. What follows the
 * sites (velocities) is not read.
 *
 * @throws {ParseFailedError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readPoscar(text: string): Structure {
  const lines = readLines(text);
  const comment = lines.next('the comment line');
  const { lattice, scale } = readCell(lines);
  const { symbols, counts } = readSpecies(lines);
  const total = counts.reduce((sum, count) => sum + count, 0);

  let mode = lines.next('"Direct" or "Cartesian"');
  const selective = /^\s*s/i.test(mode.text);
  if (selective) mode = lines.next('"Direct" or "Cartesian"');
  const kind = /^\s*(?:(d)|[ck])/i.exec(mode.text);
  if (kind === null) throw new ParseFailedError(`Expected "Direct" or "Cartesian", found "${shorten(mode.text.trim())}"`, startOf(mode));

  const rows = Array.from({ length: total }, (_, site) => lines.next(`the position of site ${site + 1} of ${total}`));
  const written = rows.map((row) => numbersFromLine(row, 3, 'a position') as unknown as Vec3);
  const fracCoords =
    kind[1] !== undefined
      ? written
      : fractionalFromCartesian(
          lattice,
          written.map(([x, y, z]): Vec3 => [x * scale[0], y * scale[1], z * scale[2]]),
        );
  const species = symbols ?? speciesFromRows(rows, counts, selective ? 6 : 3) ?? speciesFromComment(comment, counts.length);
  if (species === null)
    throw new ParseFailedError('The file names no elements: neither in a line of symbols nor in its site lines or its comment', rows[0].end);
  const structure = createStructure(
    lattice,
    species.flatMap((z, group) => Array<number>(counts[group]).fill(z)),
    fracCoords,
  );
  assertDistinctSites(structure);
  return structure;
}

function readCell(lines: LineReader): { lattice: Lattice; scale: Vec3 } {
  const scaleLine = lines.next('the scale factor');
  const scales = numbersFromLine(scaleLine, 1, 'the scale factor');
  if (scaleLine.words.length === 3) scales.push(...scaleLine.words.slice(1).map(numberFromWord));
  if (scales.includes(0)) throw new ParseFailedError('A scale factor of zero', scaleLine.words[0].place);
  const rows = ['a', 'b', 'c'].map((name) => numbersFromLine(lines.next(`lattice vector ${name}`), 3, `lattice vector ${name}`)) as unknown as Mat3;
  const volume = Math.abs(determinant(rows));
  const uniform = scales[0] < 0 && volume > 0 ? (-scales[0] / volume) ** (1 / 3) : Math.abs(scales[0]);
  const scale: Vec3 = scales.length === 3 ? [scales[0], scales[1], scales[2]] : [uniform, uniform, uniform];
  const scaled = rows.map(([x, y, z]): Vec3 => [x * scale[0], y * scale[1], z * scale[2]]) as unknown as Mat3;
  return { lattice: createLattice(scaled), scale };
}

function readSpecies(lines: LineReader): { symbols: number[] | null; counts: number[] } {
  const first = lines.next('the elements or their counts');
  if (first.words.length === 0) throw new ParseFailedError('Expected the elements or their counts, found an empty line', first.end);
  const named = /^[A-Za-z]/.test(first.words[0].text);
  const symbols = named ? first.words.map(elementOfWord) : null;
  const countLine = named ? lines.next('the number of sites of each element') : first;
  // A comment may follow the counts.
  const stop = countLine.words.findIndex(({ text }) => !/^\d+$/.test(text));
  const words = stop < 0 ? countLine.words : countLine.words.slice(0, stop);
  const counts = words.map(numberFromWord);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new ParseFailedError('Expected the number of sites of each element', startOf(countLine));
  if (total > MAX_SITES) throw new ParseFailedError(`${total} sites are more than the ${MAX_SITES} that can be read`, countLine.words[0].place);
  if (symbols !== null && symbols.length !== counts.length) {
    throw new ParseFailedError(`${symbols.length} elements but ${counts.length} counts`, countLine.words[0].place);
  }
  return { symbols, counts };
}

function elementOfWord({ text, place }: Word): number {
  const z = atomicNumberFromSymbol(text.replace(/[_/.].*$/, ''));
  if (z === null) throw new ParseFailedError(`"${shorten(text)}" is not an element`, place);
  return z;
}

/** From the word in `column` of each site line; null where it is no element or the sites of one count differ. */
function speciesFromRows(rows: readonly TextLine[], counts: readonly number[], column: number): number[] | null {
  const numbers = rows.map(({ words }) => (words.length > column ? atomicNumberFromSymbol(words[column].text) : null));
  let first = 0;
  const species: number[] = [];
  for (const count of counts) {
    const group = numbers.slice(first, first + count);
    if (group.some((z) => z === null || z !== group[0])) return null;
    species.push(group[0] as number);
    first += count;
  }
  return species;
}

/** Where the comment is exactly one element for each count; null otherwise. */
function speciesFromComment({ words }: TextLine, groups: number): number[] | null {
  const numbers = words.map(({ text }) => atomicNumberFromSymbol(text));
  return numbers.length === groups && numbers.every((z) => z !== null) ? numbers : null;
}
