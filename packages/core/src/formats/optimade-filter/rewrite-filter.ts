import { ELEMENT_RECORDS } from '../../elements/periodic-table.generated.js';
import type { Comparison, Filter, Property, Tuple, Value } from './filter-tree.js';
import { propertiesOf } from './property-names.js';

/** What a provider is asked in place of a filter. */
export type ProviderFilter =
  | {
      readonly kind: 'filter';
      readonly filter: Filter;
      /** Whether it lets more pass than was asked for, so that the rest has to be sorted out here. */
      readonly isWeaker: boolean;
    }
  /** Nothing of it can be asked: the provider would have to hand over all it has. */
  | { readonly kind: 'unsupported'; readonly feature: string };

/** Few providers can filter by these, and symmetry is found anew for every entry. */
const DECIDED_HERE: ReadonlySet<string> = new Set(['space_group_it_number', 'space_group_symbol_hermann_mauguin']);

/**
 * Say a filter in what providers commonly understand. `elements HAS ONLY` is optional in the specification: together with HAS ALL of the same
 * elements it becomes `nelements`, otherwise the exclusion of every other element; both are exact. Conditions on the space group are left out.
 */
export function rewriteForProviders(filter: Filter): ProviderFilter {
  const plain = withoutHasOnly(filter);
  const asked = weaken(plain, true);
  if (typeof asked === 'boolean') return { kind: 'unsupported', feature: 'a condition on the space group alone; name elements or a formula as well' };
  return { kind: 'filter', filter: asked, isWeaker: asked !== plain };
}

function withoutHasOnly(filter: Filter): Filter {
  switch (filter.kind) {
    case 'or':
      return { kind: 'or', terms: filter.terms.map(withoutHasOnly) };
    case 'not':
      return { kind: 'not', term: withoutHasOnly(filter.term) };
    case 'and': {
      const demanded = new Set(filter.terms.map((term) => (term.kind === 'has' && term.quantifier === 'all' ? keyOf(elementsOf(term)) : null)));
      const terms = filter.terms.map((term) => {
        const only = term.kind === 'has' && term.quantifier === 'only' ? elementsOf(term) : null;
        return only !== null && demanded.has(keyOf(only)) ? elementCount(only.size) : withoutHasOnly(term);
      });
      return { kind: 'and', terms };
    }
    default: {
      const only = filter.kind === 'has' && filter.quantifier === 'only' ? elementsOf(filter) : null;
      return only === null ? filter : noOtherThan(only);
    }
  }
}

/** The symbols of `elements HAS …`; null for any other list, and where an operator or a property stands among them. */
function elementsOf({ properties, tuples }: Extract<Comparison, { kind: 'has' }>): ReadonlySet<string> | null {
  if (properties.length !== 1 || properties[0]?.path.join('.') !== 'elements') return null;
  const symbols = tuples.map(([part]) => (part?.operator === '=' && part.value.kind === 'string' ? part.value.value : null));
  return symbols.includes(null) ? null : new Set(symbols as readonly string[]);
}

const keyOf = (symbols: ReadonlySet<string> | null): string | null => (symbols === null ? null : [...symbols].sort().join(' '));

/** What is made here stands at no place of the text. */
const property = (name: string): Property => ({ kind: 'property', path: [name], place: 0 });
const text = (value: string): Value => ({ kind: 'string', value, place: 0 });
const elementCount = (count: number): Filter => ({
  kind: 'compare',
  property: property('nelements'),
  operator: '=',
  value: { kind: 'number', value: count, text: String(count), place: 0 },
});

function noOtherThan(only: ReadonlySet<string>): Filter {
  const others = ELEMENT_RECORDS.map(({ symbol }) => symbol).filter((symbol) => !only.has(symbol));
  const tuples = others.map((symbol): Tuple => [{ operator: '=', value: text(symbol) }]);
  return { kind: 'not', term: { kind: 'has', properties: [property('elements')], quantifier: 'any', tuples } };
}

/**
 * Leave out what is decided here so that no entry is lost: a condition becomes true where it restricts, and false below a NOT.
 * The same filter comes back where nothing is left out.
 */
function weaken(filter: Filter, restricts: boolean): Filter | boolean {
  switch (filter.kind) {
    case 'not': {
      const term = weaken(filter.term, !restricts);
      return typeof term === 'boolean' ? !term : term === filter.term ? filter : { kind: 'not', term };
    }
    case 'and':
    case 'or': {
      const neutral = filter.kind === 'and';
      const terms = filter.terms.map((term) => weaken(term, restricts));
      if (terms.includes(!neutral)) return !neutral;
      const left = terms.filter((term): term is Filter => typeof term !== 'boolean');
      const [first] = left;
      if (first === undefined) return neutral;
      if (left.length === filter.terms.length && left.every((term, k) => term === filter.terms[k])) return filter;
      return left.length === 1 ? first : { kind: filter.kind, terms: left };
    }
    default:
      return propertiesOf(filter).some(({ path }) => DECIDED_HERE.has(path.join('.'))) ? restricts : filter;
  }
}
