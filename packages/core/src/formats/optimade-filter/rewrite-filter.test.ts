import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ELEMENT_RECORDS } from '../../elements/periodic-table.generated.js';
import { evaluateFilter } from './evaluate-filter.js';
import { parseFilter } from './parse-filter.js';
import { rewriteForProviders } from './rewrite-filter.js';
import { writeFilter } from './write-filter.js';

const rewritten = (text: string): string => {
  const result = rewriteForProviders(parseFilter(text));
  return result.kind === 'filter' ? `${result.isWeaker ? 'weaker: ' : ''}${writeFilter(result.filter)}` : `unsupported: ${result.feature}`;
};

describe('what providers are asked', () => {
  it.each([
    ['elements HAS ALL "Na","Cl" AND elements HAS ONLY "Cl","Na"', 'elements HAS ALL "Na","Cl" AND nelements=2'],
    ['nelements=2 AND elements HAS "Na"', 'nelements=2 AND elements HAS "Na"'],
    ['space_group_it_number=225 AND nelements=2', 'weaker: nelements=2'],
    ['nelements=2 AND NOT space_group_it_number=225', 'weaker: nelements=2'],
    ['NOT (space_group_it_number=225 OR nelements=2)', 'weaker: NOT nelements=2'],
    ['space_group_symbol_hermann_mauguin="F m -3 m" AND nelements=2 AND nsites<9', 'weaker: nelements=2 AND nsites<9'],
    ['space_group_it_number=225 OR nelements=2', 'unsupported: a condition on the space group alone; name elements or a formula as well'],
    ['space_group_it_number=225', 'unsupported: a condition on the space group alone; name elements or a formula as well'],
    ['structure_features HAS ONLY "disorder"', 'structure_features HAS ONLY "disorder"'],
  ])('%s', (text, expected) => expect(rewritten(text)).toBe(expected));

  it('by name, every element but those that alone are wanted is excluded', () => {
    const text = rewritten('elements HAS ONLY "Na","Cl"');
    expect(text).toMatch(/^NOT elements HAS ANY "H","He",/);
    expect(text).not.toMatch(/"Na"|"Cl"/);
    expect(text.match(/"/g)).toHaveLength(2 * (ELEMENT_RECORDS.length - 2));
  });

  it('keeps exactly the entries of a filter without space groups, and loses none of one with', () => {
    const symbols = ['Na', 'Cl', 'O', 'Fe'];
    const list = fc.subarray(symbols, { minLength: 1 }).map((some) => some.map((symbol) => `"${symbol}"`).join(','));
    const elementTerm = fc.tuple(fc.constantFrom('ALL', 'ANY', 'ONLY'), list).map(([word, some]) => `elements HAS ${word} ${some}`);
    const groupTerm = fc.integer({ min: 1, max: 3 }).map((number) => `space_group_it_number=${number}`);
    const both = fc.tuple(fc.boolean(), elementTerm, fc.constantFrom('AND', 'OR'), fc.oneof(elementTerm, groupTerm), fc.boolean());
    const entry = fc.tuple(fc.subarray(symbols, { minLength: 1 }), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(both, entry, ([negated, one, word, other, inner], [elements, space_group_it_number]) => {
        const filter = parseFilter(`${negated ? 'NOT ' : ''}(${one} ${word} ${inner ? 'NOT ' : ''}${other})`);
        const result = rewriteForProviders(filter);
        if (result.kind === 'unsupported') return;
        const values: { readonly [name: string]: unknown } = { elements, nelements: elements.length, space_group_it_number };
        const lookup = ([name = '']: readonly string[]): unknown => values[name];
        const [asked, wanted] = [evaluateFilter(result.filter, lookup), evaluateFilter(filter, lookup)];
        if (result.isWeaker) expect(asked || !wanted).toBe(true);
        else expect(asked).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });
});
