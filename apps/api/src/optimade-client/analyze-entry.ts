import { CoreError } from '@kessho/core/errors';
import type { Filter } from '@kessho/core/formats/optimade-filter/filter-tree';
import { entryLookup } from '@kessho/core/formats/optimade-filter/entry-lookup';
import { evaluateFilter } from '@kessho/core/formats/optimade-filter/evaluate-filter';
import { parseJsonRecord } from '@kessho/core/formats/records/json-record';
import { readOptimadeStructure } from '@kessho/core/formats/records/read-optimade-structure';
import { materialRow } from '../imports/analysis/material-row.js';
import { isStorable } from '../imports/analysis/storable-text.js';
import { isEnergyField } from './energy-fields.js';
import type { EntryCounts } from './outcome.js';
import { versionedUrl } from './page.js';

/** A crystal of a provider: formula and symmetry by our own analysis, all else as it came. Columns of `optimade_result`. */
export interface FoundStructure {
  readonly database_url: string;
  readonly entry_id: string;
  readonly entry_url: string;
  readonly formula: string;
  readonly nsites: number;
  readonly volume_per_atom: number;
  readonly space_group_number: number;
  readonly space_group_symbol: string;
  readonly symprec: number;
  readonly prototype: string;
  /** Energies and gaps by the provider's names, as reported. */
  readonly energies: Readonly<Record<string, unknown>>;
  /** The entry as it came. */
  readonly payload: unknown;
  readonly retrieved_at: string;
}

/** What entries are held against. */
export interface EntryFilters {
  /** What the provider was asked for. */
  readonly asked: Filter;
  /** What the user asked for. */
  readonly wanted: Filter;
}

export type EntryVerdict = FoundStructure | Exclude<keyof EntryCounts, 'received' | 'found'>;

/** Beyond these, symmetry takes seconds. */
const MOST_SITES = 1000;
/** Characters of an id, which the database indexes. */
const MOST_ID = 500;

/** Read one entry, find its symmetry, and hold it against the filters by what its sites say. */
export function analyzeEntry(entry: unknown, databaseUrl: string, retrievedAt: Date, { asked, wanted }: EntryFilters): EntryVerdict {
  const text = JSON.stringify(entry);
  if (!isStorable(text)) return 'unreadable';
  try {
    const record = readOptimadeStructure(parseJsonRecord(text));
    const { sourceId, structure, reported } = record;
    if (sourceId === null || sourceId.length > MOST_ID || structure.atomicNumbers.length > MOST_SITES) return 'unreadable';
    const { composition, crystal } = materialRow(record);
    const [number, symbol] = [crystal.space_group_number as number, crystal.space_group_symbol as string];
    const { attributes } = entry as { attributes: Readonly<Record<string, unknown>> };
    const lookup = entryLookup({ id: sourceId, attributes, structure, spaceGroup: { number, symbol } });
    // What is not known of an entry does not speak against it.
    if (evaluateFilter(asked, lookup) === false) return 'mismatched';
    if (evaluateFilter(wanted, lookup) === false) return 'sortedOut';
    return {
      database_url: databaseUrl,
      entry_id: sourceId,
      entry_url: `${versionedUrl(databaseUrl)}/structures/${encodeURIComponent(sourceId)}`,
      formula: composition.formula,
      nsites: crystal.nsites as number,
      volume_per_atom: crystal.volume_per_atom as number,
      space_group_number: number,
      space_group_symbol: symbol,
      symprec: crystal.symprec as number,
      prototype: crystal.prototype as string,
      energies: Object.fromEntries(Object.entries(reported).filter(([name]) => isEnergyField(name))),
      payload: entry,
      retrieved_at: retrievedAt.toISOString(),
    };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return error.code === 'PartialOccupancy' ? 'disordered' : 'unreadable';
  }
}
