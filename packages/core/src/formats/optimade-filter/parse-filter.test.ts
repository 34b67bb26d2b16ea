import { describe, expect, it } from 'vitest';
import { FilterSyntaxError } from './filter-errors.js';
import type { Filter, Tuple, Value } from './filter-tree.js';
import { parseFilter } from './parse-filter.js';

/** The tree with all brackets written out, to be compared with what a person would write. */
function written(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.terms.map(written).join(` ${filter.kind} `)})`;
    case 'not':
      return `not ${written(filter.term)}`;
    case 'compare':
      return `${name(filter.property)} ${filter.operator} ${value(filter.value)}`;
    case 'substring':
      return `${name(filter.property)} ${filter.at} ${value(filter.value)}`;
    case 'known':
      return `${name(filter.property)} is ${filter.isKnown ? 'known' : 'unknown'}`;
    case 'length':
      return `${name(filter.property)} length ${filter.operator} ${value(filter.value)}`;
    case 'has':
      return `${filter.properties.map(name).join(':')} has ${filter.quantifier} ${filter.tuples.map(tuple).join(', ')}`;
    case 'is-true':
      return name(filter.property);
  }
}
const name = ({ path }: { readonly path: readonly string[] }): string => path.join('.');
const value = (one: Value): string => (one.kind === 'property' ? name(one) : JSON.stringify(one.value));
const tuple = (parts: Tuple): string => parts.map((part) => `${part.operator} ${value(part.value)}`).join(' : ');

/** From the text of the specification, 1.2.0, sections "Comparisons of values" to "Nested property names". */
const EXAMPLES: readonly (readonly [filter: string, tree: string])[] = [
  ['nelements > 3', 'nelements > 3'],
  ['chemical_formula_hill = "H2O" AND chemical_formula_anonymous != "AB"', '(chemical_formula_hill = "H2O" and chemical_formula_anonymous != "AB")'],
  [
    '_exmpl_aax <= +.1e8 OR nelements >= 10 AND NOT ( _exmpl_x != "Some string" OR NOT _exmpl_a = 7)',
    '(_exmpl_aax <= 10000000 or (nelements >= 10 and not (_exmpl_x != "Some string" or not _exmpl_a = 7)))',
  ],
  ['_exmpl_spacegroup="P2"', '_exmpl_spacegroup = "P2"'],
  ['_exmpl_cell_volume<100.0', '_exmpl_cell_volume < 100'],
  ['_exmpl_bandgap > 5.0 AND _exmpl_molecular_weight < 350', '(_exmpl_bandgap > 5 and _exmpl_molecular_weight < 350)'],
  [
    '_exmpl_melting_point<300 AND nelements=4 AND chemical_formula_descriptive="SiO2"',
    '(_exmpl_melting_point < 300 and nelements = 4 and chemical_formula_descriptive = "SiO2")',
  ],
  ['5 < _exmpl_a', '_exmpl_a > 5'],
  ['((NOT (_exmpl_a>_exmpl_b)) AND _exmpl_x>0)', '(not _exmpl_a > _exmpl_b and _exmpl_x > 0)'],
  [
    'chemical_formula_anonymous CONTAINS "C2" AND chemical_formula_anonymous STARTS WITH "A2"',
    '(chemical_formula_anonymous contains "C2" and chemical_formula_anonymous starts "A2")',
  ],
  [
    'chemical_formula_anonymous STARTS "B" AND chemical_formula_anonymous ENDS WITH "CB3"',
    '(chemical_formula_anonymous starts "B" and chemical_formula_anonymous ends "CB3")',
  ],
  ['elements HAS "H" AND elements HAS ALL "H","He"', '(elements has one = "H" and elements has all = "H", = "He")'],
  ['elements HAS ONLY "H","He","Ga","Ta"', 'elements has only = "H", = "He", = "Ga", = "Ta"'],
  ['elements HAS ANY "H", "He"', 'elements has any = "H", = "He"'],
  ['elements LENGTH 3', 'elements length = 3'],
  ['elements LENGTH >= 3', 'elements length >= 3'],
  ['_exmpl_list HAS < 3', '_exmpl_list has one < 3'],
  ['_exmpl_list HAS ALL > 3, != 5', '_exmpl_list has all > 3, != 5'],
  ['elements:_exmpl_element_counts HAS "H":6', 'elements:_exmpl_element_counts has one = "H" : = 6'],
  ['elements:_exmpl_element_counts HAS ALL "H":6,"He":7', 'elements:_exmpl_element_counts has all = "H" : = 6, = "He" : = 7'],
  [
    'elements:_exmpl_element_counts:_exmpl_element_weights HAS ANY > 3:"He":>55.3 , = 6:>"Ti":<37.6 , 8:<"Ga":0',
    'elements:_exmpl_element_counts:_exmpl_element_weights has any > 3 : = "He" : > 55.3, = 6 : > "Ti" : < 37.6, = 8 : < "Ga" : = 0',
  ],
  ['calculations.id HAS "calc-id-96"', 'calculations.id has one = "calc-id-96"'],
  [
    'chemical_formula_hill IS KNOWN AND NOT chemical_formula_anonymous IS UNKNOWN',
    '(chemical_formula_hill is known and not chemical_formula_anonymous is unknown)',
  ],
  ['_exmpl_has_partial_occupancy = TRUE OR FALSE != _exmpl_x', '(_exmpl_has_partial_occupancy = true or _exmpl_x != false)'],
  ['_exmpl_flag AND NOT _exmpl_other', '(_exmpl_flag and not _exmpl_other)'],
  ['NOT a > b OR c = 100 AND f = "C2 H6"', '(not a > b or (c = 100 and f = "C2 H6"))'],
];

describe('parseFilter', () => {
  it.each(EXAMPLES)('reads %s', (filter, tree) => {
    expect(written(parseFilter(filter))).toBe(tree);
  });

  it('takes any blanks, or none, between tokens', () => {
    for (const [filter, tree] of EXAMPLES)
      expect(written(parseFilter(` \t${filter.replaceAll(' ', ' \n\r\t')}\v\f`))).toBe(
        tree.replaceAll('Some string', 'Some \\n\\r\\tstring').replaceAll('C2 H6', 'C2 \\n\\r\\tH6'),
      );
    expect(written(parseFilter('(nelements=3)AND(elements HAS"H")'))).toBe('(nelements = 3 and elements has one = "H")');
  });

  it.each([
    ['1', 1],
    ['-12', -12],
    ['1.', 1],
    ['.5', 0.5],
    ['+6.02E+23', 6.02e23],
    ['-.1e-3', -1e-4],
  ])('reads the number %s', (text, expected) => {
    expect(parseFilter(`a = ${text}`)).toMatchObject({ value: { kind: 'number', value: expected } });
  });

  it.each([
    ['""', ''],
    ['"\\"\\\\"', '"\\'],
    ['"AND ü 結晶"', 'AND ü 結晶'],
  ])('reads the string %s', (text, expected) => {
    expect(parseFilter(`a = ${text}`)).toMatchObject({ value: { kind: 'string', value: expected } });
  });

  it.each([
    ['', 0],
    ['   ', 3],
    ['a', null],
    ['a =', 3],
    ['a = "x', 4],
    ['a = "\\n"', 4],
    ['a = 1 b = 2', 6],
    ['a = 1 AND', 9],
    ['a = 1 and b = 2', 6],
    ['NOT NOT a = 1', 4],
    ['(a = 1', 6],
    ['a = 1)', 5],
    ['a == 1', 3],
    ['a <> 1', 3],
    ['Elements HAS "H"', 0],
    ['ELEMENTS HAS "H"', 0],
    ['elements HAS', 12],
    ['elements HAS ALL "H",', 21],
    ['elements HAS ALL OF "H"', 17],
    ['elements HAS "H", "He"', 16],
    ['elements:counts HAS "H"', 20],
    ['elements HAS "H":1', 17],
    ['elements:counts = 1', 16],
    ['a IS NULL', 5],
    ['a IS', 4],
    ['a. = 1', 3],
    ['5 7', 2],
    ['5 < 7', 4],
    ['"x" CONTAINS a', 4],
    ['a LIKE "x"', 2],
    ["a = 'x'", 4],
    ['a = 1e', 5],
    ['a = é', 4],
  ])('refuses %s with its place', (filter, place) => {
    if (place === null) {
      expect(written(parseFilter(filter))).toBe('a');
      return;
    }
    try {
      parseFilter(filter);
    } catch (error) {
      expect(error).toBeInstanceOf(FilterSyntaxError);
      expect((error as FilterSyntaxError).position).toBe(place);
      return;
    }
    throw new Error('was read');
  });

  it('refuses what is too deep or too long instead of breaking down', () => {
    expect(() => parseFilter(`${'('.repeat(5000)}a = 1${')'.repeat(5000)}`)).toThrow(FilterSyntaxError);
    expect(() => parseFilter(`a = "${'x'.repeat(30_000)}"`)).toThrow(FilterSyntaxError);
    expect(written(parseFilter(`${'('.repeat(90)}a = 1${')'.repeat(90)}`))).toBe('a = 1');
  });
});
