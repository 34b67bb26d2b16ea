import { readPymatgenEntries } from '../pymatgen-json/read-pymatgen-entries.js';
import { readPymatgenJson } from '../pymatgen-json/read-pymatgen-structure.js';
import { type JsonRecord, objectOf, otherFields } from './json-record.js';
import { UnknownRecordError } from './record-errors.js';
import type { SourceRecord } from './source-record.js';

/** Whether a record is an entry with a structure, by pymatgen. */
export const isPymatgenEntry = ({ fields }: JsonRecord): boolean => Object.hasOwn(fields, 'energy') && Object.hasOwn(fields, 'composition');
export const isPymatgenStructure = ({ fields }: JsonRecord): boolean => Object.hasOwn(fields, 'lattice') && Object.hasOwn(fields, 'sites');

/** What is known of no crystal but the structure. */
const NOTHING_ELSE = { source: null, license: null, snapshotDate: null, bandGap: null, isTheoretical: null } as const;

/**
 * Read a `ComputedStructureEntry`. Its energy is corrected; the scheme is that of the entry's parameters, or that of the caller. An entry without
 * structure is refused.
 * @param correctionScheme of entries that carry a correction but not its name
 * @throws {UnknownRecordError} {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readPymatgenEntry(record: JsonRecord, text: string, correctionScheme: string | null): SourceRecord {
  const [entry] = readPymatgenEntries(text);
  if (entry === undefined || entry.structure === null) throw new UnknownRecordError('The entry has no structure');
  const scheme = correctionScheme ?? (entry.correction === 0 ? 'uncorrected' : null);
  const energyPerAtom = entry.energy / entry.structure.atomicNumbers.length;
  const energies =
    entry.energyScheme === null || scheme === null
      ? null
      : { functional: entry.energyScheme, correctionScheme: scheme, energyPerAtom, formationEnergyPerAtom: null, energyAboveHull: null };
  const known = new Set(['@module', '@class', '@version', 'composition', 'structure', 'entry_id', ...(energies ? ['energy', 'correction'] : [])]);
  return { ...NOTHING_ELSE, sourceId: entry.entryId, structure: entry.structure, energies, reported: otherFields(record, known) };
}

/** Read a `Structure`; its `properties` are kept. */
export function readPymatgenStructureRecord(record: JsonRecord, text: string): SourceRecord {
  const [structure] = readPymatgenJson(text);
  const properties = objectOf(record, 'properties');
  if (structure === undefined) throw new UnknownRecordError('The record has no structure');
  return { ...NOTHING_ELSE, sourceId: null, structure, energies: null, reported: properties === null ? {} : otherFields(properties, new Set()) };
}
