/**
 * A filter of OPTIMADE as a tree. Every place is an offset into the text.
 * @see OPTIMADE specification 1.2.0, "API Filtering Format Specification"
 */
export type Filter =
  { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] } | { readonly kind: 'not'; readonly term: Filter } | Comparison;

/** What is compared; `left` of a constant-first comparison is turned round, so that the property stands first. */
export type Comparison =
  | { readonly kind: 'compare'; readonly property: Property; readonly operator: Operator; readonly value: Value }
  | { readonly kind: 'substring'; readonly property: Property; readonly at: 'contains' | 'starts' | 'ends'; readonly value: Value }
  | { readonly kind: 'known'; readonly property: Property; readonly isKnown: boolean }
  | { readonly kind: 'length'; readonly property: Property; readonly operator: Operator; readonly value: Value }
  | {
      readonly kind: 'has';
      readonly properties: readonly Property[];
      readonly quantifier: 'one' | 'all' | 'any' | 'only';
      readonly tuples: readonly Tuple[];
    }
  /** A property of true or false that stands alone. */
  | { readonly kind: 'is-true'; readonly property: Property };

export type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** `a.b` is ['a', 'b']. */
export interface Property {
  readonly kind: 'property';
  readonly path: readonly string[];
  readonly place: number;
}

export type Value =
  | { readonly kind: 'string'; readonly value: string; readonly place: number }
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly place: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly place: number }
  | Property;

/** One element of a HAS list: a value for each of the zipped properties, each with its operator. */
export type Tuple = readonly { readonly operator: Operator; readonly value: Value }[];
