import { describe, expect, it } from 'vitest';
import { evaluateFilter } from './evaluate-filter.js';
import { parseFilter } from './parse-filter.js';

const ENTRY: { readonly [name: string]: unknown } = {
  elements: ['Cl', 'Na'],
  elements_ratios: [0.5, 0.5],
  nelements: 2,
  chemical_formula_reduced: 'ClNa',
  last_modified: '2024-05-01T00:00:00Z',
  flag: true,
  absent: null,
};
const truth = (text: string) => evaluateFilter(parseFilter(text), ([name = '']) => ENTRY[name]);

describe('a filter over one entry', () => {
  it.each([
    ['nelements=2', true],
    ['2 < nelements', false],
    ['nelements="2"', null],
    ['elements HAS "Na" AND NOT elements HAS "K"', true],
    ['elements HAS ALL "Na","K"', false],
    ['elements HAS ANY "K","Cl"', true],
    ['elements HAS ONLY "Na","Cl","K"', true],
    ['elements HAS ONLY "Na"', false],
    ['elements:elements_ratios HAS "Na":<0.6', true],
    ['elements:elements_ratios HAS "Na":>0.6', false],
    ['elements LENGTH 2 AND elements LENGTH != 3', true],
    ['chemical_formula_reduced STARTS WITH "Cl" AND chemical_formula_reduced CONTAINS "N" AND chemical_formula_reduced ENDS "a"', true],
    ['last_modified > "2024-04-30T00:00:00Z"', true],
    ['flag AND flag=TRUE AND flag!=FALSE', true],
    // Null decides nothing but whether it is known; what was not sent decides nothing at all.
    ['absent=1', null],
    ['NOT absent=1', null],
    ['absent IS UNKNOWN', true],
    ['NOT absent IS KNOWN', true],
    ['unsent IS UNKNOWN', null],
    ['unsent=1 AND nelements=3', false],
    ['unsent=1 OR nelements=2', true],
    ['unsent=1 OR nelements=3', null],
  ])('%s: %s', (text, expected) => expect(truth(text)).toBe(expected));
});
