import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from './filter-tree.js';
import { parseFilter } from './parse-filter.js';
import { writeFilter } from './write-filter.js';

/** A tree without the places of its parts. */
const bare = (filter: Filter): unknown => JSON.parse(JSON.stringify(filter, (key, value: unknown) => (key === 'place' ? undefined : value)));

describe('a written filter', () => {
  it.each([
    ['nelements=2 AND (elements HAS "Na" OR elements HAS "K")', 'nelements=2 AND (elements HAS "Na" OR elements HAS "K")'],
    ['NOT ((a<1))', 'NOT a<1'],
    ['NOT (a=1 AND b=2)', 'NOT (a=1 AND b=2)'],
    ['5 < _exmpl_a', '_exmpl_a>5'],
    ['x.y LENGTH >= 2 OR z', 'x.y LENGTH >= 2 OR z'],
    ['a STARTS "q\\"\\\\" AND b ENDS WITH "c" AND c CONTAINS "d"', 'a STARTS WITH "q\\"\\\\" AND b ENDS WITH "c" AND c CONTAINS "d"'],
    ['a IS UNKNOWN OR NOT b IS KNOWN', 'a IS UNKNOWN OR NOT b IS KNOWN'],
    ['a:b HAS ANY "x":>2, "y":TRUE', 'a:b HAS ANY "x":> 2,"y":TRUE'],
  ])('%s', (text, written) => expect(writeFilter(parseFilter(text))).toBe(written));

  it('is read as the same tree', () => {
    const comparison = fc.constantFrom('a=1.50', 'b CONTAINS "x\\"y"', 'elements HAS ALL "Na","Cl"', 'c IS KNOWN', 'd LENGTH < 3', 'e', 'f!=g.h');
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        comparison,
        fc.tuple(tie('filter'), fc.constantFrom('AND', 'OR'), tie('filter')).map(([one, word, other]) => `(${one}) ${word} (${other})`),
        tie('filter').map((one) => `NOT (${one})`),
      ),
    }));
    fc.assert(
      fc.property(filter, (text) => {
        const tree = parseFilter(text);
        expect(bare(parseFilter(writeFilter(tree)))).toEqual(bare(tree));
      }),
    );
  });
});
