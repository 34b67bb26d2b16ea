import { densityGramsPerCubicCentimeter, volumePerAtom } from '../../crystal/density.js';
import { type CsvColumn, csvHeader, csvRows } from '../csv/write-csv.js';
import type { LabeledCrystal } from '../labeled-crystal.js';

/** One structure of a ranking, as its exports tell of it; null is what was not computed. */
export interface RankedCrystal {
  readonly rank: number;
  /** Reduced formula. */
  readonly formula: string;
  readonly spaceGroup: { readonly number: number; readonly symbol: string };
  /** Å, of the symmetry search. */
  readonly symprec: number;
  readonly energyPerAtom: number;
  readonly formationEnergyPerAtom: number | null;
  readonly energyAboveHull: number | null;
  readonly probability: number | null;
  readonly likelihood: number | null;
  readonly energyRank: number | null;
  readonly prototype: string | null;
  /** The cell as predicted. */
  readonly crystal: Omit<LabeledCrystal, 'extra'>;
}

/** `01-BaTiO3-R3m-160`: what files of a ranked structure are called; the slash of a symbol is left out, for file systems. */
export const rankedFileStem = ({
  rank,
  formula,
  spaceGroup,
}: Pick<RankedCrystal, 'rank' | 'formula'> & { readonly spaceGroup: RankedCrystal['spaceGroup'] | null }): string =>
  `${String(rank).padStart(2, '0')}-${formula}${spaceGroup === null ? '' : `-${spaceGroup.symbol.replace(/[ /]/g, '')}-${spaceGroup.number}`}`;

/** The crystal with its place in the ranking as extra keys. */
export function rankedLabels({ rank, spaceGroup, energyAboveHull, prototype, crystal }: RankedCrystal): LabeledCrystal {
  const extra = [
    ['rank', rank],
    ['space_group', spaceGroup.number],
    ['energy_above_hull', energyAboveHull],
    ['prototype', prototype],
  ] as const;
  return { ...crystal, extra: new Map(extra.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)] as const]))) };
}

const COLUMNS: readonly CsvColumn<RankedCrystal>[] = [
  { name: 'rank', unit: null, value: ({ rank }) => rank },
  { name: 'formula', unit: null, value: ({ formula }) => formula },
  { name: 'space_group_number', unit: null, value: ({ spaceGroup }) => spaceGroup.number },
  { name: 'space_group_symbol', unit: null, value: ({ spaceGroup }) => spaceGroup.symbol },
  { name: 'nsites', unit: null, value: ({ crystal }) => crystal.structure.atomicNumbers.length },
  { name: 'energy_per_atom', unit: 'eV/atom', value: ({ energyPerAtom }) => energyPerAtom },
  { name: 'formation_energy_per_atom', unit: 'eV/atom', value: ({ formationEnergyPerAtom }) => formationEnergyPerAtom },
  { name: 'energy_above_hull', unit: 'eV/atom', value: ({ energyAboveHull }) => energyAboveHull },
  { name: 'probability', unit: null, value: ({ probability }) => probability },
  { name: 'likelihood', unit: null, value: ({ likelihood }) => likelihood },
  { name: 'energy_rank', unit: null, value: ({ energyRank }) => energyRank },
  { name: 'volume_per_atom', unit: 'Å³/atom', value: ({ crystal }) => volumePerAtom(crystal.structure) },
  { name: 'density', unit: 'g/cm³', value: ({ crystal }) => densityGramsPerCubicCentimeter(crystal.structure) },
  { name: 'prototype', unit: null, value: ({ prototype }) => prototype },
];

/** The ranking as a table, one row a structure. */
export const writeRankingTable = (ranking: readonly RankedCrystal[]): string => RANKING_HEADER + rankingRows(ranking);

export const RANKING_HEADER = csvHeader(COLUMNS);
export const rankingRows = (ranking: readonly RankedCrystal[]): string => csvRows(COLUMNS, ranking);
