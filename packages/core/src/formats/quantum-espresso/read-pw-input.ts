import type { Structure } from '../../crystal/structure.js';
import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { numberFromWord, readLines, shorten, startOf, type TextLine } from '../text-lines.js';
import { type Card, latticeFromCard, structureFromCard } from './cards.js';
import { BOHR } from './units.js';

const CARDS =
  /^\s*(ATOMIC_SPECIES|ATOMIC_POSITIONS|K_POINTS|CELL_PARAMETERS|OCCUPATIONS|CONSTRAINTS|ATOMIC_VELOCITIES|ATOMIC_FORCES|ADDITIONAL_K_POINTS|SOLVENTS|HUBBARD)\b\s*[({]?\s*([^)}!#]*?)\s*[)}]?\s*(?:[!#].*)?$/i;

interface Value {
  readonly text: string;
  readonly place: TextPlace;
}

/**
 * Read the crystal of a pw.x input: namelists, then CELL_PARAMETERS (angstrom, bohr, alat) and ATOMIC_POSITIONS (crystal, angstrom, bohr, alat).
 * @throws {ParseFailedError} also where `ibrav` is not 0, since the cell is then not in the file
 * @throws {InvalidLatticeError} {InvalidStructureError}
 */
export function readPwInput(text: string): Structure {
  const { values, cards } = readSections(text);
  const ibrav = values.get('ibrav');
  const number = (name: string): number | null => {
    const value = values.get(name);
    return value === undefined ? null : numberFromWord(value);
  };
  if (ibrav !== undefined && numberFromWord(ibrav) !== 0) {
    throw new ParseFailedError(`ibrav is ${shorten(ibrav.text)}; only inputs with ibrav = 0 and CELL_PARAMETERS can be read`, ibrav.place);
  }
  const start: TextPlace = { line: 1, column: 1, offset: 0 };
  const card = (name: string): Card => {
    const found = cards.find((one) => one.name === name);
    if (found === undefined) throw new ParseFailedError(`The input has no ${name}`, start);
    return found;
  };
  const [celldm, edge] = [number('celldm(1)'), number('a')];
  const alat = celldm !== null ? celldm * BOHR : edge;
  const lattice = latticeFromCard(card('CELL_PARAMETERS'), alat);
  // Where alat is not given it is the length of the first vector.
  const unit = alat ?? Math.hypot(...lattice.vectors[0]);
  const nat = number('nat');
  if (nat !== null && (!Number.isInteger(nat) || nat < 1))
    throw new ParseFailedError('nat should be a whole number from 1', values.get('nat')?.place ?? start);
  return structureFromCard(card('ATOMIC_POSITIONS'), lattice, unit, nat);
}

function readSections(text: string): { readonly values: ReadonlyMap<string, Value>; readonly cards: readonly Card[] } {
  const lines = readLines(text);
  const values = new Map<string, Value>();
  const cards: (Card & { readonly lines: TextLine[] })[] = [];
  let inNamelist = false;
  for (let ahead = lines.peek(); ahead !== null; ahead = lines.peek()) {
    const line = lines.next('the input');
    const isEmpty = line.words.length === 0 || /^[!#]/.test(line.words[0].text);
    if (isEmpty) continue;
    const header = CARDS.exec(line.text);
    if (!inNamelist && line.words[0].text.startsWith('&')) {
      inNamelist = true;
      readAssignments(line, values);
    } else if (inNamelist) readAssignments(line, values);
    else if (header !== null) {
      cards.push({ name: header[1].toUpperCase(), option: header[2] === '' ? null : header[2].toLowerCase(), place: startOf(line), lines: [] });
    } else cards.at(-1)?.lines.push(line);
    if (inNamelist && /(^|\s)\/\s*(!.*)?$/.test(line.text)) inNamelist = false;
  }
  return { values, cards };
}

const ASSIGNMENT = /([A-Za-z_]\w*(?:\s*\(\s*\d+\s*\))?)\s*=\s*('[^']*'|"[^"]*"|[^\s,!/]+)/g;

/** `name = value` pairs of a namelist's line, separated by commas or blanks; `!` begins a comment. Names are lower case, without blanks. */
function readAssignments(line: TextLine, values: Map<string, Value>): void {
  const content = line.text.replace(/!.*$/, '');
  for (const match of content.matchAll(ASSIGNMENT)) {
    const column = match.index + match[0].length - match[2].length;
    const place = { line: line.end.line, column: column + 1, offset: line.end.offset - line.text.length + column };
    values.set(match[1].replace(/\s/g, '').toLowerCase(), { text: match[2], place });
  }
}
