import type { Structure } from '../../crystal/structure.js';
import { createLattice, type Lattice } from '../../crystal/lattice.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { ParseFailedError } from '../format-errors.js';
import { type LabeledCrystal, unlabeled } from '../labeled-crystal.js';
import { numberFromWord, readLines, shorten, type TextLine, type Word } from '../text-lines.js';
import { type Card, latticeFromCard, structureFromCard } from './cards.js';
import { BOHR, RYDBERG } from './units.js';

/**
 * Read the last crystal of a pw.x output with its energy, forces and stress: the final one of a relaxation, the only one of an scf run.
 *
 * Numbers belong to the crystal printed before them; where a run ends with coordinates that were not computed any more, or was cut off there, they are
 * null. pw.x prints Ry, bohr and a stress that is positive in compression.
 * @throws {ParseFailedError} also for a run that has not printed a crystal
 * @throws {InvalidLatticeError} {InvalidStructureError}
 */
export function readPwOutput(text: string): LabeledCrystal {
  const all = linesOf(text);
  let [alat, count]: (number | null)[] = [null, null];
  let lattice: Lattice | null = null;
  let crystal: LabeledCrystal | null = null;
  for (let k = 0; k < all.length; k++) {
    const line = all[k].text;
    const below = (from: number, length: number): readonly TextLine[] => all.slice(k + from, k + from + length);
    const [, edge] = /lattice parameter \(alat\)\s*=\s*([\d.]+)/.exec(line) ?? [];
    if (edge !== undefined) alat = Number(edge) * BOHR;
    const [, atoms] = /number of atoms\/cell\s*=\s*(\d+)/.exec(line) ?? [];
    if (atoms !== undefined) count = Number(atoms);
    if (/crystal axes: \(cart\. coord\. in units of alat\)/.test(line)) lattice = initialLattice(below(1, 3), alat);
    if (/site n\.\s+atom\s+positions \(alat units\)/.test(line) && lattice !== null && crystal === null)
      crystal = unlabeled(initialStructure(below(1, count ?? 0), lattice, alat));
    const [, name, option = null] = /^(CELL_PARAMETERS|ATOMIC_POSITIONS)\s*[({]?\s*([^)}]*?)\s*[)}]?\s*$/.exec(line) ?? [];
    if (name === 'CELL_PARAMETERS') lattice = latticeFromCard(card(name, option, all[k], below(1, 3)), alat);
    if (name === 'ATOMIC_POSITIONS' && lattice !== null) {
      crystal = withSameLabels(structureFromCard(card(name, option, all[k], below(1, count ?? 0)), lattice, alat, count), crystal);
    }
    if (crystal === null) continue;
    const [, energy] = /^!\s+total energy\s*=\s*(\S+) Ry/.exec(line) ?? [];
    if (energy !== undefined) crystal = { ...crystal, energy: Number(energy) * RYDBERG };
    if (/Forces acting on atoms \(cartesian axes, Ry\/au\)/.test(line)) crystal = { ...crystal, forces: forcesBelow(all, k, count ?? 0) };
    if (/total\s+stress\s+\(Ry\/bohr\*\*3\)/.test(line)) crystal = { ...crystal, stress: stressBelow(below(1, 3)) };
  }
  if (crystal === null) throw new ParseFailedError('The output prints no crystal; is it cut off, or of another program?', all.at(-1)?.end ?? null);
  return crystal;
}

function linesOf(text: string): TextLine[] {
  const reader = readLines(text);
  const lines: TextLine[] = [];
  while (reader.peek() !== null) lines.push(reader.next('a line'));
  return lines;
}

const card = (name: string, option: string | null, line: TextLine, lines: readonly TextLine[]): Card => ({
  name,
  option: option === null || option === '' ? null : option.toLowerCase(),
  place: { ...line.end, column: 1 },
  lines,
});

/** pw.x ends a relaxation by printing the last crystal again: its numbers stay. */
function withSameLabels(structure: Structure, before: LabeledCrystal | null): LabeledCrystal {
  const same = before !== null && JSON.stringify(before.structure) === JSON.stringify(structure);
  return same ? before : unlabeled(structure);
}

/** `a(1) = (  -0.500000   0.000000   0.500000 )` in units of alat. */
function initialLattice(lines: readonly TextLine[], alat: number | null): Lattice {
  const rows = lines.map((line) => numbersIn(line, /=\s*\(([^)]*)\)/, 3).map((x) => x * (alat ?? NaN)));
  return createLattice(rows as unknown as Mat3);
}

/** `1  Si1  tau(   1) = (   0.0000000   0.0000000   0.0000000  )` in units of alat. */
function initialStructure(lines: readonly TextLine[], lattice: Lattice, alat: number | null): Structure {
  const rows = lines.map((line): TextLine => {
    const numbers = numbersIn(line, /=\s*\(([^)]*)\)/, 3);
    const label = line.words[1] as Word | undefined;
    if (label === undefined) throw new ParseFailedError('Expected a site', line.end);
    return { ...line, words: [label, ...numbers.map((x) => ({ text: String(x), place: label.place }))] };
  });
  const place = rows[0]?.end ?? { line: 1, column: 1, offset: 0 };
  return structureFromCard({ name: 'The list of sites', option: 'alat', place, lines: rows }, lattice, alat, rows.length);
}

/** eV/Å; the lines `atom    1 type  1   force = …` after the heading. */
function forcesBelow(all: readonly TextLine[], heading: number, count: number): Vec3[] {
  const rows: Vec3[] = [];
  for (let k = heading + 1; k < all.length && rows.length < count; k++) {
    if (/^\s*atom\s+\d+\s+type\s+\d+\s+force =/.test(all[k].text)) {
      rows.push(numbersIn(all[k], /force =(.*)$/, 3).map((x) => (x * RYDBERG) / BOHR) as unknown as Vec3);
    }
  }
  if (rows.length !== count) throw new ParseFailedError(`Forces of ${rows.length} of ${count} atoms; is the file cut off?`, all.at(-1)?.end ?? null);
  return rows;
}

/** eV/Å³; three lines of Ry/bohr³ beside the same in kbar. */
const stressBelow = (lines: readonly TextLine[]): Mat3 =>
  lines.map((line) => numbersIn(line, /^(.*)$/, 3).map((x) => (-x * RYDBERG) / BOHR ** 3)) as unknown as Mat3;

/** The first `count` numbers of the part of a line that the pattern captures. */
function numbersIn(line: TextLine, pattern: RegExp, count: number): number[] {
  const [, part = ''] = pattern.exec(line.text) ?? [];
  const words = part.trim().split(/\s+/);
  if (words.length < count || part.trim() === '') throw new ParseFailedError(`Expected ${count} numbers in "${shorten(line.text.trim())}"`, line.end);
  return words.slice(0, count).map((text) => numberFromWord({ text, place: { ...line.end, column: 1 } }));
}
