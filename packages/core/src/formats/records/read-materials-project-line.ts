import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { latticeFromParameters } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError } from '../format-errors.js';
import { fieldOf, type JsonRecord, listOf, numberOf, otherFields, rowsOfThree, textOf } from './json-record.js';
import type { JsonValue, SourceEnergies, SourceRecord } from './source-record.js';

/** Of the files as published: database 2025.02, under the license of the Materials Project. */
const SNAPSHOT = { source: 'materials-project', license: 'CC-BY-4.0', snapshotDate: '2025-02' } as const;

/** The newest first: a record may have energies of both generations of corrections, which are never mixed. */
const GENERATIONS = ['2021', '2019'] as const;

const GEOMETRY: ReadonlySet<string> = new Set(['id', 'formula', 'nsites', 'cell', 'species', 'frac', 'icsd', 'band_gap']);

/** Whether a record is a line of the compact Materials Project files: `{"id", "formula", "nsites", "cell", "species", "frac", …}`. */
export const isMaterialsProjectLine = ({ fields }: JsonRecord): boolean => ['cell', 'species', 'frac'].every((name) => Object.hasOwn(fields, name));

/**
 * Read one line: `cell` is a, b, c (Å), α, β, γ (°), `species` run lengths `[[element, count], …]` in the order of the rows of `frac`.
 * The energies become those of the newest corrections; the others stay in `reported`.
 * @throws {ParseFailedError} {InvalidLatticeError} {InvalidStructureError} {FormulaError}
 */
export function readMaterialsProjectLine(record: JsonRecord): SourceRecord {
  const atomicNumbers = readSpecies(record);
  const nsites = numberOf(record, 'nsites');
  if (nsites !== null && nsites !== atomicNumbers.length)
    throw new ParseFailedError(`species hold ${atomicNumbers.length} atoms, but nsites is ${nsites}`, null);
  const cell = listOf(record, 'cell');
  if (cell.length !== 6 || !cell.every((x) => typeof x === 'number')) throw new ParseFailedError('cell should be six numbers', null);
  const [a, b, c, alpha, beta, gamma] = cell as [number, number, number, number, number, number];
  const structure = createStructure(
    latticeFromParameters({ a, b, c, alpha, beta, gamma }),
    atomicNumbers,
    rowsOfThree(record, 'frac', atomicNumbers.length),
  );
  assertDistinctSites(structure);
  assertFormula(record, atomicNumbers);
  const energies = readEnergies(record);
  const icsd = numberOf(record, 'icsd');
  const generation = energies?.correctionScheme.slice(-4) ?? '';
  return {
    sourceId: textOf(record, 'id'),
    structure,
    ...SNAPSHOT,
    energies,
    bandGap: numberOf(record, 'band_gap'),
    isTheoretical: icsd === null ? null : icsd !== 1,
    reported: otherFields(record, new Set([...GEOMETRY, `e_form_${generation}`, `e_hull_${generation}`])),
  };
}

function readSpecies(record: JsonRecord): number[] {
  return listOf(record, 'species').flatMap((run: JsonValue, k) => {
    const [symbol, count] = Array.isArray(run) ? (run as readonly JsonValue[]) : [];
    const z = typeof symbol === 'string' ? atomicNumberFromSymbol(symbol) : null;
    if (z === null) throw new ParseFailedError(`species[${k}] should be [element, count], not ${JSON.stringify(run).slice(0, 40)}`, null);
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 100_000)
      throw new ParseFailedError(`species[${k}] should have a whole number of atoms`, null);
    return Array.from({ length: count }, () => z);
  });
}

function assertFormula(record: JsonRecord, atomicNumbers: readonly number[]): void {
  const stated = textOf(record, 'formula');
  if (stated === null) return;
  const found = compositionFromSites(atomicNumbers);
  if (!sameComposition(parseFormula(stated), found))
    throw new ParseFailedError(`The sites add up to ${reducedFormula(found)}, but formula is ${stated.slice(0, 40)}`, null);
}

function readEnergies(record: JsonRecord): SourceEnergies | null {
  const generation = GENERATIONS.find((year) => fieldOf(record, `e_form_${year}`) !== null || fieldOf(record, `e_hull_${year}`) !== null);
  if (generation === undefined) return null;
  return {
    functional: 'PBE/PBE+U',
    correctionScheme: `Materials Project ${generation}`,
    energyPerAtom: null,
    formationEnergyPerAtom: numberOf(record, `e_form_${generation}`),
    energyAboveHull: numberOf(record, `e_hull_${generation}`),
  };
}
