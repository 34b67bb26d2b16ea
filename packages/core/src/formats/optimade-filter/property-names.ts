import type { Comparison, Filter, Property, Value } from './filter-tree.js';

/** The properties that a comparison looks at. */
export function propertiesOf(comparison: Comparison): readonly Property[] {
  const isProperty = (value: Value): value is Property => value.kind === 'property';
  if (comparison.kind === 'has')
    return [...comparison.properties, ...comparison.tuples.flatMap((tuple) => tuple.map(({ value }) => value).filter(isProperty))];
  const value = 'value' in comparison ? comparison.value : null;
  return value !== null && isProperty(value) ? [comparison.property, value] : [comparison.property];
}

/** First names of the properties of a filter, each once: of `a.b`, `a`. */
export function propertyNamesOf(filter: Filter): readonly string[] {
  const collect = (part: Filter): readonly string[] => {
    switch (part.kind) {
      case 'and':
      case 'or':
        return part.terms.flatMap(collect);
      case 'not':
        return collect(part.term);
      default:
        return propertiesOf(part).map(({ path }) => path[0] ?? '');
    }
  };
  return [...new Set(collect(filter))];
}
