import type { SqlParameters } from '../../database/sql-parameters.js';
import type { EntryType } from '../entries/entry-property.js';

/** What a filter is compiled for: names of an entry type, values bound to a statement. */
export interface FilterScope {
  readonly entry: EntryType<never>;
  readonly parameters: SqlParameters;
}
