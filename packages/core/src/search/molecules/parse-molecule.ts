import { ParseFailedError } from '../../formats/format-errors.js';
import { atomicNumberFromSymbol } from '../../formats/element-from-text.js';
import { numberFromWord, readLines, shorten, startOf, type TextLine } from '../../formats/text-lines.js';
import { addVec3, scaleVec3, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';

/** Larger ones would hardly find room in a cell that is searched. */
const MOST_ATOMS = 60;

/**
 * Read a molecule from an XYZ file: the number of atoms, a line of any text, and for each atom its symbol and three Cartesian coordinates in Å; what follows these is
 * passed over, as is a lattice in the second line.
 * @throws {ParseFailedError}
 */
export function parseMolecule(text: string): Molecule {
  const lines = readLines(text);
  const first = lines.next('the number of atoms');
  const count = first.words.length === 0 ? NaN : numberFromWord(first.words[0]);
  if (!Number.isInteger(count) || count < 2 || count > MOST_ATOMS)
    throw new ParseFailedError(`A molecule has 2 to ${MOST_ATOMS} atoms, found "${shorten(first.text)}"`, startOf(first));
  lines.next('a line of text');
  const atoms = Array.from({ length: count }, (_, k) => readAtom(lines.next(`atom ${k + 1} of ${count}`)));
  for (let rest = lines.peek(); rest !== null; rest = lines.peek()) {
    if (rest.words.length > 0) throw new ParseFailedError(`The file holds more than the ${count} atoms of one molecule`, startOf(rest));
    lines.next('the end');
  }
  const center = scaleVec3(atoms.map(({ at }) => at).reduce(addVec3), 1 / count);
  return { atomicNumbers: atoms.map(({ z }) => z), positions: atoms.map(({ at }) => subtractVec3(at, center)) };
}

function readAtom(line: TextLine): { readonly z: number; readonly at: Vec3 } {
  const [symbol, x, y, z] = line.words;
  if (z === undefined) throw new ParseFailedError('Expected a symbol and three coordinates', line.end);
  const atomicNumber = atomicNumberFromSymbol(symbol.text);
  if (atomicNumber === null) throw new ParseFailedError(`"${shorten(symbol.text)}" is no chemical symbol`, symbol.place);
  return { z: atomicNumber, at: [numberFromWord(x), numberFromWord(y), numberFromWord(z)] };
}
