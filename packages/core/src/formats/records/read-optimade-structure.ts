import { fractionalFromCartesian } from '../../crystal/coordinates.js';
import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError, PartialOccupancyError } from '../format-errors.js';
import { fieldOf, type JsonRecord, listOf, numberOf, objectOf, otherFields, rowsOfThree, textOf } from './json-record.js';
import type { SourceEnergies, SourceRecord } from './source-record.js';

const GEOMETRY: ReadonlySet<string> = new Set([
  'lattice_vectors',
  'cartesian_site_positions',
  'species_at_sites',
  'species',
  'dimension_types',
  'nperiodic_dimensions',
  'structure_features',
  'elements',
  'nelements',
  'elements_ratios',
  'nsites',
  'chemical_formula_descriptive',
  'chemical_formula_reduced',
  'chemical_formula_anonymous',
  'chemical_formula_hill',
]);

/** Features of structures whose sites are not all their atoms. */
const INCOMPLETE: ReadonlySet<string> = new Set(['implicit_atoms', 'site_attachments']);

/** Whether a record is a structure of an OPTIMADE answer: `{"type": "structures", "id", "attributes"}`. */
export const isOptimadeStructure = ({ fields }: JsonRecord): boolean => fields['type'] === 'structures' && Object.hasOwn(fields, 'attributes');

/**
 * Read one structure of an OPTIMADE answer. Formulas, ratios and element lists are left aside, since `species_at_sites` determines them.
 * @throws {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 * @see OPTIMADE specification 1.2.0, "Structures entries"
 */
export function readOptimadeStructure(record: JsonRecord): SourceRecord {
  const attributes = objectOf(record, 'attributes');
  if (attributes === null) throw new ParseFailedError('attributes should be an object', null);
  return {
    source: null,
    sourceId: textOf(record, 'id'),
    structure: readStructure(attributes),
    license: null,
    snapshotDate: null,
    energies: providerEnergies(attributes),
    bandGap: numberOf(attributes, '_oqmd_band_gap') ?? numberOf(attributes, '_alexandria_band_gap'),
    isTheoretical: null,
    reported: otherFields(attributes, GEOMETRY),
  };
}

function readStructure(attributes: JsonRecord): Structure {
  if (fieldOf(attributes, 'dimension_types') !== null && !listOf(attributes, 'dimension_types').every((periodic) => periodic === 1))
    throw new ParseFailedError('Only crystals periodic in all three directions can be read; dimension_types says otherwise', null);
  const features = fieldOf(attributes, 'structure_features') === null ? [] : listOf(attributes, 'structure_features');
  const missing = features.find((feature) => INCOMPLETE.has(String(feature)));
  if (missing !== undefined) throw new ParseFailedError(`Atoms without a place cannot be read; structure_features names ${String(missing)}`, null);
  const lattice = createLattice(rowsOfThree(attributes, 'lattice_vectors', 3) as unknown as Mat3);
  const elements = readSpecies(attributes);
  const atomicNumbers = listOf(attributes, 'species_at_sites').map((name, site) => {
    const z = typeof name === 'string' ? (elements.get(name) ?? null) : null;
    if (z === null) throw new ParseFailedError(`species_at_sites[${site}] is not among the species`, null);
    return z;
  });
  const positions = rowsOfThree(attributes, 'cartesian_site_positions', atomicNumbers.length);
  const structure = createStructure(lattice, atomicNumbers, fractionalFromCartesian(lattice, positions));
  assertDistinctSites(structure);
  return structure;
}

/** Element of each species by its name. @throws {PartialOccupancyError} for a species of several elements, a vacancy or part of an atom */
function readSpecies(attributes: JsonRecord): ReadonlyMap<string, number> {
  return new Map(
    listOf(attributes, 'species').map((one, k) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) throw new ParseFailedError(`species[${k}] should be an object`, null);
      const species: JsonRecord = { fields: one as JsonRecord['fields'], path: `${attributes.path}species[${k}].` };
      const name = textOf(species, 'name') ?? '';
      const symbols = listOf(species, 'chemical_symbols');
      const [concentration] = listOf(species, 'concentration');
      if (symbols.length !== 1 || typeof concentration !== 'number' || Math.abs(concentration - 1) > 1e-6)
        throw new PartialOccupancyError(name, typeof concentration === 'number' ? concentration : 0, null);
      const z = typeof symbols[0] === 'string' ? atomicNumberFromSymbol(symbols[0]) : null;
      if (z === null) throw new ParseFailedError(`${String(symbols[0])} of species ${name} is not an element`, null);
      return [name, z] as const;
    }),
  );
}

/** Energies of providers whose fields are known; all fields stay in `reported` too. */
function providerEnergies(attributes: JsonRecord): SourceEnergies | null {
  const has = (name: string): boolean => fieldOf(attributes, name) !== null;
  if (has('_oqmd_delta_e') || has('_oqmd_stability')) {
    // `_oqmd_stability` is signed: negative for a phase that lies below the hull of the others.
    const [formationEnergyPerAtom, energyAboveHull] = [numberOf(attributes, '_oqmd_delta_e'), numberOf(attributes, '_oqmd_stability')];
    return { functional: 'PBE/PBE+U', correctionScheme: 'OQMD', energyPerAtom: null, formationEnergyPerAtom, energyAboveHull };
  }
  if (has('_alexandria_formation_energy_per_atom') || has('_alexandria_hull_distance')) {
    const functional = textOf(attributes, '_alexandria_xc_functional');
    if (functional === null) return null;
    return {
      functional,
      correctionScheme: 'Alexandria',
      energyPerAtom: null,
      formationEnergyPerAtom: numberOf(attributes, '_alexandria_formation_energy_per_atom'),
      energyAboveHull: numberOf(attributes, '_alexandria_hull_distance'),
    };
  }
  return materialsProjectEnergies(attributes);
}

/** `_mp_stability` is keyed by the functional: the mixed scheme before PBE before r²SCAN. */
function materialsProjectEnergies(attributes: JsonRecord): SourceEnergies | null {
  const stability = objectOf(attributes, '_mp_stability');
  if (stability === null) return null;
  for (const [key, functional] of [
    ['gga_gga+u_r2scan', 'PBE/PBE+U/r2SCAN'],
    ['gga_gga+u', 'PBE/PBE+U'],
    ['r2scan', 'r2SCAN'],
  ] as const) {
    const values = objectOf(stability, key);
    if (values === null) continue;
    return {
      functional,
      correctionScheme: key.toUpperCase(),
      energyPerAtom: null,
      formationEnergyPerAtom: numberOf(values, 'formation_energy_per_atom'),
      energyAboveHull: numberOf(values, 'energy_above_hull'),
    };
  }
  return null;
}
