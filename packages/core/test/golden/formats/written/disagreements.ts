import { reducedFormula } from '../../../../src/composition/written-formula.js';
import { compositionFromSites } from '../../../../src/composition/create-composition.js';
import { standardOrientation } from '../../../../src/crystal/standard-orientation.js';
import { findSymmetry } from '../../../../src/symmetry/find-symmetry.js';
import { crystals } from '../crystals.js';
import { difference, stored } from '../same-structure.js';

/** What other programs made of one text of `written-texts.ts`. */
export interface ReadText {
  readonly name: string;
  readonly format: string;
  readonly readings: readonly Reading[];
}

/** A crystal, or a verdict; what a program does not read is missing. */
interface Reading {
  readonly program: string;
  readonly energy?: number;
  readonly forces?: readonly (readonly number[])[];
  readonly stress?: readonly (readonly number[])[];
  readonly group?: number;
  readonly formula?: string;
  readonly disagrees?: string;
}

// Å: coordinates of a CIF have ten decimals, edges eight.
const ROUNDING = 1e-6;

/** Where a program read something else than the crystal that was written, or other labels than `written-texts.ts` made up; one line each. */
export function disagreements(texts: readonly ReadText[]): string[] {
  const structures = new Map(crystals.map(({ name, structure }) => [name, structure]));
  return texts.flatMap(({ name, format, readings }) => {
    const structure = structures.get(name);
    if (structure === undefined) return [`${name} is not among the crystals`];
    const symmetry = findSymmetry(structure);
    const expected = format === 'symmetrized cif' ? symmetry.standardizedCell : standardOrientation(structure);
    return readings.flatMap((reading) => {
      const where = `${name}, ${format}, ${reading.program}`;
      const wrong = [
        'parameters' in reading ? difference(reading as never, stored(expected), ROUNDING) : null,
        reading.energy !== undefined && Math.abs(reading.energy + 1.25 * structure.atomicNumbers.length) > 1e-9 ? `energy ${reading.energy}` : null,
        reading.forces !== undefined &&
        JSON.stringify(reading.forces) !== JSON.stringify(structure.atomicNumbers.map((_, k) => [0.125 * k, -0.5, 0.25]))
          ? 'forces'
          : null,
        reading.stress !== undefined && JSON.stringify(reading.stress) !== '[[0.5,0.0625,0.25],[0.0625,-0.25,0.125],[0.25,0.125,1]]'
          ? 'stress'
          : null,
        reading.group !== undefined && reading.group !== symmetry.spaceGroup.number ? `space group ${reading.group}` : null,
        reading.formula !== undefined && reading.formula !== reducedFormula(compositionFromSites(structure.atomicNumbers))
          ? `formula ${reading.formula}`
          : null,
        reading.disagrees ?? null,
      ].filter((why) => why !== null);
      return wrong.map((why) => `${where}: ${why}`);
    });
  });
}
