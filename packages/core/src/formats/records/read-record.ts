import { readCif } from '../cif/read-cif.js';
import { readExtxyz } from '../extxyz/read-extxyz.js';
import { readPoscar } from '../poscar/read-poscar.js';
import { type JsonRecord, parseJsonRecord } from './json-record.js';
import { isMaterialsProjectLine, readMaterialsProjectLine } from './read-materials-project-line.js';
import { isMaterialsProjectSummary, readMaterialsProjectSummary } from './read-materials-project-summary.js';
import { isOptimadeStructure, readOptimadeStructure } from './read-optimade-structure.js';
import { isPymatgenEntry, isPymatgenStructure, readPymatgenEntry, readPymatgenStructureRecord } from './read-pymatgen-record.js';
import { UnknownRecordError } from './record-errors.js';
import type { SourceRecord } from './source-record.js';

/** How a record is written. What a JSON object is shows by its fields. */
export const RECORD_FORMATS = ['json', 'cif', 'poscar', 'extxyz'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** What the caller knows of records that do not say it. */
export interface RecordDefaults {
  readonly correctionScheme: string | null;
  readonly functional: string | null;
}

/**
 * Read the crystals of one record: one of a JSON object, as many as a CIF has blocks with atom sites; none of the objects that frame an OPTIMADE
 * file (header, info).
 * @throws {UnknownRecordError} for a JSON object of no known kind; {DeprecatedRecordError} {ParseFailedError} {PartialOccupancyError}
 *   {InvalidLatticeError} {InvalidStructureError}
 */
export function readRecord(text: string, format: RecordFormat, defaults: RecordDefaults): SourceRecord[] {
  switch (format) {
    case 'json':
      return readJson(parseJsonRecord(text), text, defaults);
    case 'cif':
      return readCif(text).map(({ name, structure }) => ({ ...BARE, structure, reported: { block: name } }));
    case 'poscar':
      return [{ ...BARE, structure: readPoscar(text), reported: {} }];
    case 'extxyz':
      return readExtxyz(text).map(({ structure, energy, extra }) => ({
        ...BARE,
        sourceId: extra.get('material_id') ?? extra.get('id') ?? null,
        structure,
        energies: energy === null ? null : energiesOf(energy / structure.atomicNumbers.length, defaults),
        reported: { ...Object.fromEntries(extra), ...(energy === null ? {} : { energy }) },
      }));
  }
}

/** A file that says nothing but where the atoms are. */
const BARE = { source: null, sourceId: null, license: null, snapshotDate: null, energies: null, bandGap: null, isTheoretical: null } as const;

function energiesOf(energyPerAtom: number, { functional, correctionScheme }: RecordDefaults): SourceRecord['energies'] {
  if (functional === null || correctionScheme === null) return null;
  return { functional, correctionScheme, energyPerAtom, formationEnergyPerAtom: null, energyAboveHull: null };
}

function readJson(record: JsonRecord, text: string, { correctionScheme }: RecordDefaults): SourceRecord[] {
  if (isMaterialsProjectLine(record)) return [readMaterialsProjectLine(record)];
  if (isOptimadeStructure(record)) return [readOptimadeStructure(record)];
  if (isMaterialsProjectSummary(record)) return [readMaterialsProjectSummary(record, text, correctionScheme)];
  if (isPymatgenEntry(record)) return [readPymatgenEntry(record, text, correctionScheme)];
  if (isPymatgenStructure(record)) return [readPymatgenStructureRecord(record, text)];
  if (framesOptimadeFile(record)) return [];
  const fields = Object.keys(record.fields).slice(0, 8).join(', ');
  throw new UnknownRecordError(`The object with the fields ${fields || '(none)'} is no crystal of a known kind`);
}

/** Header and info objects of an OPTIMADE JSON-lines file, and its entries of other types. */
const framesOptimadeFile = ({ fields }: JsonRecord): boolean =>
  Object.hasOwn(fields, 'x-optimade') || Object.hasOwn(fields, 'meta') || ['info', 'references', 'links'].includes(String(fields['type']));
