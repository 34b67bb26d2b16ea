import { describe, expect, it } from 'vitest';
import type { SearchFields } from './filter-of-fields.js';
import { filterOfFields } from './filter-of-fields.js';
import { parseFilter } from './parse-filter.js';

const NOTHING: SearchFields = { formula: null, hasAll: [], hasAny: [], hasOnly: [], exclude: [], numberOfElements: null, spaceGroupNumber: null };

describe('the filter of simple fields', () => {
  it.each<[Partial<SearchFields>, string]>([
    [{}, ''],
    [{ formula: 'Ti2Ba2O6' }, 'chemical_formula_reduced="BaO3Ti"'],
    [{ hasAll: ['Li', 'O'], numberOfElements: 2 }, 'elements HAS ALL "Li","O" AND nelements=2'],
    [{ hasAny: ['Fe'], hasOnly: ['Fe', 'O'], exclude: ['H'] }, 'elements HAS ANY "Fe" AND elements HAS ONLY "Fe","O" AND NOT elements HAS ANY "H"'],
    [{ formula: 'NaCl', spaceGroupNumber: 225 }, 'chemical_formula_reduced="ClNa" AND space_group_it_number=225'],
  ])('%j', (fields, filter) => {
    expect(filterOfFields({ ...NOTHING, ...fields })).toBe(filter);
    if (filter !== '') parseFilter(filter);
  });

  it('names the character that is no formula', () => {
    expect(() => filterOfFields({ ...NOTHING, formula: 'Na(Cl' })).toThrow(expect.objectContaining({ code: 'InvalidFormula' }));
  });
});
