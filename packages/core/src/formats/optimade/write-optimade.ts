import { extraValue, type LabeledCrystal } from '../labeled-crystal.js';
import { optimadeStructure } from './optimade-structure.js';

/** Of the specification that the files follow. */
const API_VERSION = '1.2.0';

/** Prefix of fields that are ours; `exmpl` is reserved for programs without a registered one. */
export const FIELD_PREFIX = '_exmpl_';

/** Write an OPTIMADE answer: `data` is one structure, or a list of several. */
export function writeOptimadeJson(crystals: readonly LabeledCrystal[]): string {
  const entries = crystals.map(optimadeEntry);
  const meta = { api_version: API_VERSION, query: { representation: '' }, more_data_available: false, data_returned: crystals.length };
  return `${JSON.stringify({ data: entries.length === 1 ? entries[0] : entries, meta })}\n`;
}

/** Write an OPTIMADE JSON-lines file: its header, then one structure a line. */
export const writeOptimadeLines = (crystals: readonly LabeledCrystal[]): string => OPTIMADE_HEADER + optimadeLines(crystals);

/** The first line of a file whose structures come piece by piece; these must have ids. */
export const OPTIMADE_HEADER = `${JSON.stringify({ 'x-optimade': { meta: { api_version: API_VERSION } } })}\n`;
export const optimadeLines = (crystals: readonly LabeledCrystal[]): string =>
  crystals.map((crystal, index) => `${JSON.stringify(optimadeEntry(crystal, index))}\n`).join('');

/** Energies (eV per cell), the scheme and extra keys are prefixed fields; a crystal without id is named by its place in the file. */
function optimadeEntry({ structure, id, energy, energyScheme, extra }: LabeledCrystal, index: number): object {
  const own = {
    ...Object.fromEntries([...extra].map(([key, text]) => [fieldName(key), extraValue(text)])),
    ...(energy !== null && { [`${FIELD_PREFIX}energy`]: energy }),
    ...(energyScheme !== null && { [`${FIELD_PREFIX}energy_scheme`]: energyScheme }),
  };
  return {
    id: id ?? String(index + 1),
    type: 'structures',
    attributes: { ...optimadeStructure(structure), last_modified: null, immutable_id: null, ...own },
  };
}

/** Identifiers are lower-case letters, digits and underscores. */
const fieldName = (key: string): string =>
  FIELD_PREFIX +
  key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_');
