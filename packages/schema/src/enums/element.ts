import { ELEMENT_RECORDS } from '@kessho/core/elements/periodic-table.generated';
import { registerEnumType } from 'type-graphql';

/** The 118 chemical symbols as a GraphQL enum. */
export const Element: { readonly [symbol: string]: string } = Object.fromEntries(ELEMENT_RECORDS.map(({ symbol }) => [symbol, symbol]));
registerEnumType(Element, { name: 'Element', description: 'Chemical symbol.' });
