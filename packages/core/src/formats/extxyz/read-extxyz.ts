import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { ELEMENT_COUNT } from '../../elements/elements.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError } from '../format-errors.js';
import { type LineReader, numberFromWord, readLines, shorten, startOf, type TextLine, type Word } from '../text-lines.js';
import { type CommentValue, readCommentLine } from './comment-line.js';
import type { ExtxyzFrame } from './extxyz-frame.js';

/** More sites than any crystal that is read here; keeps a wrong count from filling the memory. */
const MAX_SITES = 1_000_000;

/** Keys with a meaning of their own; all others are kept as text. */
const KNOWN_KEYS: ReadonlySet<string> = new Set(['Lattice', 'Properties', 'pbc', 'energy', 'stress']);

interface Column {
  readonly kind: string;
  readonly first: number;
  readonly width: number;
}

/**
 * Read all frames of an extended XYZ file: for each the number of sites, a line of `key=value`, and one line for each site in the columns that
 * `Properties` lists (`species:S:1:pos:R:3` where it is absent). `Lattice` is a, b, c row by row. Energies are eV, forces eV/Å, stresses eV/Å³.
 *
 * @throws {ParseFailedError} also for a frame without lattice or not periodic in all three directions
 * @throws {InvalidLatticeError} {InvalidStructureError}
 */
export function readExtxyz(text: string): ExtxyzFrame[] {
  const lines = readLines(text);
  const frames: ExtxyzFrame[] = [];
  for (let ahead = lines.peek(); ahead !== null; ahead = lines.peek()) {
    if (ahead.words.length === 0) lines.next('a frame');
    else frames.push(readFrame(lines));
  }
  if (frames.length === 0) throw new ParseFailedError('The file holds no frame', { line: 1, column: 1, offset: 0 });
  return frames;
}

function readFrame(lines: LineReader): ExtxyzFrame {
  const countLine = lines.next('the number of sites');
  const count = numberFromWord(countLine.words[0]);
  if (!Number.isInteger(count) || count < 1 || count > MAX_SITES) {
    throw new ParseFailedError(`Expected the number of sites, 1 to ${MAX_SITES}, found "${shorten(countLine.text.trim())}"`, startOf(countLine));
  }
  const commentLine = lines.next('the comment line');
  const comment = readCommentLine(commentLine);
  const lattice = comment.get('Lattice');
  if (lattice === undefined) throw new ParseFailedError('The frame has no Lattice; only crystals can be read', commentLine.end);
  const pbc = comment.get('pbc');
  if (pbc !== undefined && !/^\s*[T1](rue)?([\s,]+[T1](rue)?){2}\s*$/i.test(pbc.text)) {
    throw new ParseFailedError(`pbc is "${shorten(pbc.text)}"; only crystals periodic in all three directions can be read`, pbc.place);
  }
  const vectors = createLattice(matrix(lattice, 'Lattice'));
  const columns = readColumns(comment.get('Properties'));
  const rows = Array.from({ length: count }, (_, site) => lines.next(`site ${site + 1} of ${count}`));
  const structure = createStructure(
    vectors,
    rows.map((row) => readElement(row, columns)),
    fractionalFromCartesian(vectors, readVectors(rows, columns.get('pos'), 'pos')),
  );
  assertDistinctSites(structure);

  const energy = comment.get('energy');
  const stress = comment.get('stress');
  const forces = columns.get('forces') ?? columns.get('force');
  return {
    structure,
    energy: energy === undefined ? null : numberFromWord(energy),
    forces: forces === undefined ? null : readVectors(rows, forces, 'forces'),
    stress: stress === undefined ? null : matrix(stress, 'stress'),
    extra: new Map([...comment].filter(([key]) => !KNOWN_KEYS.has(key)).map(([key, value]) => [key, value.text])),
  };
}

function matrix({ text, place }: CommentValue, name: string): Mat3 {
  const numbers = [...text.matchAll(/[^\s,[\]]+/g)].map((match) => numberFromWord({ text: match[0], place }));
  if (numbers.length !== 9) throw new ParseFailedError(`${name} has ${numbers.length} numbers instead of 9`, place);
  return [0, 3, 6].map((row) => numbers.slice(row, row + 3)) as unknown as Mat3;
}

function readColumns(properties: CommentValue | undefined): Map<string, Column> {
  const fields = (properties?.text ?? 'species:S:1:pos:R:3').split(':');
  const columns = new Map<string, Column>();
  let first = 0;
  for (let k = 0; k < fields.length; k += 3) {
    const [name, kind, width] = [fields[k], fields[k + 1], Number(fields[k + 2])];
    if (!/^[SRIL]$/.test(kind) || !Number.isInteger(width) || width < 1) {
      throw new ParseFailedError(
        `Properties must be name:type:columns, repeated; "${shorten(fields.slice(k, k + 3).join(':'))}" is not`,
        properties?.place ?? null,
      );
    }
    columns.set(name, { kind, first, width });
    first += width;
  }
  return columns;
}

function readElement(row: TextLine, columns: ReadonlyMap<string, Column>): number {
  const species = columns.get('species') ?? columns.get('element');
  const numbers = columns.get('Z') ?? columns.get('numbers');
  const column = species ?? numbers;
  if (column === undefined) throw new ParseFailedError('Properties name no species', startOf(row));
  const word = wordAt(row, column.first);
  const z = species === undefined ? numberFromWord(word) : atomicNumberFromSymbol(word.text);
  if (z === null || !Number.isInteger(z) || z < 1 || z > ELEMENT_COUNT)
    throw new ParseFailedError(`"${shorten(word.text)}" is not an element`, word.place);
  return z;
}

function readVectors(rows: readonly TextLine[], column: Column | undefined, name: string): Vec3[] {
  if (column === undefined || column.width !== 3) throw new ParseFailedError(`Properties must give three columns for ${name}`, startOf(rows[0]));
  return rows.map((row) => [0, 1, 2].map((k) => numberFromWord(wordAt(row, column.first + k))) as unknown as Vec3);
}

function wordAt(row: TextLine, column: number): Word {
  if (column >= row.words.length) throw new ParseFailedError(`The line ends before column ${column + 1} of the site`, row.end);
  return row.words[column];
}
