import type { CsvValue } from '../../format/csv';
import { csvRecord } from '../../format/csv';
import { spaceGroupText } from '../../format/space-group-text';
import type { MaterialRow, PredictedRow } from './load-explore-page';

type Fields<Row> = { readonly [name: string]: (row: Row) => CsvValue };

/** Every value in base units, with its unit in the heading. */
const MATERIAL_FIELDS: Fields<MaterialRow> = {
  id: ({ sourceId }) => sourceId,
  source: ({ source }) => source,
  formula: ({ formula }) => formula,
  elements: ({ elements }) => elements.join(' '),
  number_of_sites: ({ numberOfSites }) => numberOfSites,
  space_group_number: ({ spaceGroup }) => spaceGroup?.number,
  space_group: ({ spaceGroup }) => spaceGroup && spaceGroupText(spaceGroup.symbol),
  prototype: ({ prototype }) => prototype,
  'energy_above_hull (eV/atom)': ({ energyAboveHull }) => energyAboveHull,
  'formation_energy (eV/atom)': ({ formationEnergyPerAtom }) => formationEnergyPerAtom,
  functional: ({ functional }) => functional,
  correction_scheme: ({ correctionScheme }) => correctionScheme,
  'band_gap (eV)': ({ bandGap }) => bandGap,
  'density (g/cm^3)': ({ density }) => density,
  'volume (A^3/atom)': ({ volumePerAtom }) => volumePerAtom,
  is_theoretical: ({ isTheoretical }) => isTheoretical,
  license: ({ license }) => license,
  kessho_id: ({ id }) => id,
};

const PREDICTED_FIELDS: Fields<PredictedRow> = {
  formula: ({ composition }) => composition.formula,
  rank: ({ rank }) => rank,
  number_of_sites: ({ numberOfSites }) => numberOfSites,
  space_group_number: ({ spaceGroup }) => spaceGroup?.number,
  space_group: ({ spaceGroup }) => spaceGroup && spaceGroupText(spaceGroup.symbol),
  prototype: ({ prototype }) => prototype,
  'energy_above_hull (eV/atom)': ({ stability }) => stability?.energyAboveHull,
  'formation_energy (eV/atom)': ({ stability }) => stability?.formationEnergyPerAtom,
  'energy (eV/atom)': ({ energyPerAtom }) => energyPerAtom,
  probability: ({ probability }) => probability,
  'density (g/cm^3)': ({ density }) => density,
  'volume (A^3/atom)': ({ volumePerAtom }) => volumePerAtom,
  known_as: ({ knownMatch }) => knownMatch?.sourceId,
  energy_model: ({ stability }) => stability && `${stability.hull.energyModel.name} ${stability.hull.energyModel.version}`,
  reference_set: ({ stability }) => stability?.hull.source,
  prediction_id: ({ prediction }) => prediction.id,
  kessho_id: ({ id }) => id,
};

const csvOf = <Row>(fields: Fields<Row>) => ({
  heading: csvRecord(Object.keys(fields)),
  records: (rows: readonly Row[]): string => rows.map((row) => csvRecord(Object.values(fields).map((value) => value(row)))).join(''),
});

export const MATERIAL_CSV = csvOf(MATERIAL_FIELDS);
export const PREDICTED_CSV = csvOf(PREDICTED_FIELDS);
