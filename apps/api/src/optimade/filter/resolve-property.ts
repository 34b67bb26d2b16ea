import type { Property } from '@kessho/core/formats/optimade-filter/filter-tree';
import type { EntryType, FilterOperand } from '../entries/entry-property.js';
import { ownerOf } from '../entries/entry-property.js';
import { badFilter, filterNotImplemented } from '../optimade-error.js';

/** Entry types that relationships may lead to; `references.id` is a filter on them. */
const ENTRY_TYPES: ReadonlySet<string> = new Set(['structures', 'references', 'calculations', 'files', 'trajectories']);

export interface ResolvedProperty<Operand> {
  readonly name: string;
  readonly operand: Operand;
}

/**
 * The property that a filter names; null for one that has no value for any entry of ours: of another provider, or of the specification but not kept here.
 * @throws {OptimadeError} 400 for a name that nobody knows; 501 for a property that cannot be filtered, for parts of properties and for relationships
 */
export function resolveProperty(property: Property, entry: EntryType<never>): ResolvedProperty<FilterOperand> | null;
/** With 'any' a property that cannot be filtered comes back without an operand. */
export function resolveProperty(property: Property, entry: EntryType<never>, which: 'any'): ResolvedProperty<FilterOperand | null> | null;
export function resolveProperty({ path, place }: Property, entry: EntryType<never>, which?: 'any'): ResolvedProperty<FilterOperand | null> | null {
  const [name = ''] = path;
  const full = path.join('.');
  const owner = ownerOf(entry, name);
  if (owner === 'foreign') return null;
  if (path.length > 1 && ENTRY_TYPES.has(name)) throw filterNotImplemented(`Filters on relationships (${full}) are not implemented`);
  if (owner === 'nobody') throw badFilter(`Character ${place + 1}: entries of the type ${entry.name} have no property ${name}`);
  if (path.length > 1) throw filterNotImplemented(`Filters on parts of a property (${full}) are not implemented`);
  if (owner === 'unknown-value') return null;
  const operand = entry.properties.get(name)?.operand ?? null;
  if (operand === null && which !== 'any') throw filterNotImplemented(`Filters on ${name} are not implemented`);
  return { name, operand };
}
