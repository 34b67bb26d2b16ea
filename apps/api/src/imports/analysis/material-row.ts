import { compositionFromSites, symbolCounts } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { densityGramsPerCubicCentimeter, volumePerAtom } from '@kessho/core/crystal/density';
import { latticeVolume } from '@kessho/core/crystal/lattice';
import type { SourceRecord } from '@kessho/core/formats/records/source-record';
import { storeFingerprint } from '@kessho/core/matching/fingerprint-index';
import { geometryFingerprint } from '@kessho/core/matching/geometry-fingerprint';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import type { CompositionRow } from '../../modules/compositions/ensure-compositions.js';
import { compositionRow } from '../../modules/compositions/ensure-compositions.js';
import { columnsFromStructure } from '../../modules/structures/structure-from-row.js';
import { fingerprintBytes } from '../../modules/known/fingerprint-column.js';
import { symmetryOfImported } from './symmetry-of-imported.js';

/** The columns of `material` that an import writes beside source, id and composition, with their SQL types. */
export const CRYSTAL_COLUMNS = {
  elements: 'text[]',
  number_of_elements: 'integer',
  lattice: 'double precision[]',
  frac_coords: 'double precision[]',
  atomic_numbers: 'smallint[]',
  nsites: 'integer',
  volume: 'double precision',
  volume_per_atom: 'double precision',
  density: 'double precision',
  space_group_number: 'integer',
  space_group_symbol: 'text',
  symprec: 'double precision',
  prototype: 'text',
  fingerprint: 'bytea',
  license: 'text',
  snapshot_date: 'text',
  functional: 'text',
  correction_scheme: 'text',
  energy_per_atom: 'double precision',
  formation_energy_per_atom: 'double precision',
  energy_above_hull: 'double precision',
  band_gap: 'double precision',
  is_theoretical: 'boolean',
  reported: 'jsonb',
} as const;

export type CrystalRow = Readonly<Record<keyof typeof CRYSTAL_COLUMNS, unknown>>;

/**
 * Everything the store holds of a crystal: formulas, geometry, symmetry and prototype by our own analysis; energies and properties as the source
 * gives them.
 * @throws {SymmetryNotFoundError} where no tolerance leads to a group
 */
export function materialRow(record: SourceRecord): { readonly composition: CompositionRow; readonly crystal: CrystalRow } {
  const { structure, energies } = record;
  const composition = reduceComposition(compositionFromSites(structure.atomicNumbers));
  const elements = symbolCounts(composition).map(([symbol]) => symbol);
  const symmetry = symmetryOfImported(structure);
  const { lattice, fracCoords, atomicNumbers, nsites } = columnsFromStructure(structure);
  const crystal: CrystalRow = {
    elements,
    number_of_elements: elements.length,
    lattice,
    frac_coords: fracCoords,
    atomic_numbers: atomicNumbers,
    nsites,
    volume: latticeVolume(structure.lattice),
    volume_per_atom: volumePerAtom(structure),
    density: densityGramsPerCubicCentimeter(structure),
    space_group_number: symmetry.spaceGroup.number,
    space_group_symbol: symmetry.spaceGroup.symbol,
    symprec: symmetry.symprec,
    prototype: prototypeLabel(structure, symmetry),
    fingerprint: `\\x${fingerprintBytes(storeFingerprint(geometryFingerprint(structure))).toString('hex')}`,
    license: record.license,
    snapshot_date: record.snapshotDate,
    functional: energies?.functional ?? null,
    correction_scheme: energies?.correctionScheme ?? null,
    energy_per_atom: energies?.energyPerAtom ?? null,
    formation_energy_per_atom: energies?.formationEnergyPerAtom ?? null,
    energy_above_hull: energies?.energyAboveHull ?? null,
    band_gap: record.bandGap,
    is_theoretical: record.isTheoretical,
    reported: record.reported,
  };
  return { composition: compositionRow(composition), crystal };
}
