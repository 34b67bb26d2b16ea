import { field } from '../pymatgen-json/json-fields.js';
import { asObject } from '../pymatgen-json/json-fields.js';
import { parseLocatedJson } from '../pymatgen-json/located-json.js';
import { structureFromNode } from '../pymatgen-json/read-pymatgen-structure.js';
import { booleanOf, fieldOf, type JsonRecord, numberOf, objectOf, otherFields, textOf } from './json-record.js';
import { DeprecatedRecordError } from './record-errors.js';
import type { SourceEnergies, SourceRecord } from './source-record.js';

/** The project's short names of licenses. */
const LICENSES: Readonly<Record<string, string>> = { 'BY-C': 'CC-BY-4.0', 'BY-NC': 'CC-BY-NC-4.0' };

/** Functional behind each `thermo_type`, which is itself the scheme of mixing and correction. */
const FUNCTIONALS: Readonly<Record<string, string>> = { 'GGA_GGA+U': 'PBE/PBE+U', R2SCAN: 'r2SCAN', 'GGA_GGA+U_R2SCAN': 'PBE/PBE+U/r2SCAN' };

/** Taken as columns, or symmetry that is computed anew and kept under its own name. */
const TAKEN: ReadonlySet<string> = new Set(['material_id', 'structure', 'band_gap', 'theoretical', 'deprecated']);
const ENERGIES: ReadonlySet<string> = new Set(['energy_per_atom', 'formation_energy_per_atom', 'energy_above_hull']);

/** Whether a record is a summary document of the Materials Project. */
export const isMaterialsProjectSummary = ({ fields }: JsonRecord): boolean =>
  Object.hasOwn(fields, 'material_id') && Object.hasOwn(fields, 'structure');

/**
 * Read a summary document, as `/materials/summary/` answers it. A document that does not say its `thermo_type` has no comparable energies:
 * they stay in `reported`, unless the caller knows the scheme.
 * @param thermoType of documents that do not say it
 * @throws {DeprecatedRecordError} {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readMaterialsProjectSummary(record: JsonRecord, text: string, thermoType: string | null): SourceRecord {
  const sourceId = textOf(record, 'material_id');
  if (booleanOf(record, 'deprecated') === true) throw new DeprecatedRecordError(`${sourceId ?? 'The material'} is deprecated at its source`);
  const energies = readEnergies(record, textOf(record, 'thermo_type') ?? thermoType);
  const builder = objectOf(record, 'builder_meta');
  const license = builder === null ? null : textOf(builder, 'license');
  const version = builder === null ? null : textOf(builder, 'database_version');
  return {
    source: 'materials-project',
    sourceId,
    structure: structureFromNode(field(asObject(parseLocatedJson(text), 'A document'), 'structure')),
    license: license === null ? null : (LICENSES[license] ?? license),
    snapshotDate: version === null ? null : (/^\d{4}[._-]\d{2}([._-]\d{2})?/.exec(version)?.[0].replaceAll(/[._]/g, '-') ?? null),
    energies,
    bandGap: numberOf(record, 'band_gap'),
    isTheoretical: booleanOf(record, 'theoretical'),
    reported: otherFields(record, energies === null ? TAKEN : new Set([...TAKEN, ...ENERGIES])),
  };
}

function readEnergies(record: JsonRecord, thermoType: string | null): SourceEnergies | null {
  if (thermoType === null || [...ENERGIES].every((name) => fieldOf(record, name) === null)) return null;
  return {
    functional: FUNCTIONALS[thermoType] ?? thermoType,
    correctionScheme: thermoType,
    energyPerAtom: numberOf(record, 'energy_per_atom'),
    formationEnergyPerAtom: numberOf(record, 'formation_energy_per_atom'),
    energyAboveHull: numberOf(record, 'energy_above_hull'),
  };
}
