import { describe, expect, it } from 'vitest';
import type { TypedQuery } from './read-query';
import { readQuery } from './read-query';

const read = (query: Partial<TypedQuery>) => readQuery({ mode: 'formula', text: '', isOnly: false, spaceGroup: '', ...query });

describe('what is typed', () => {
  it('is a formula, elements, or a filter', () => {
    expect(read({ text: ' Ca(OH)2' })).toEqual({ formula: ' Ca(OH)2' });
    expect(read({ mode: 'elements', text: 'Li, Fe-O Fe' })).toEqual({ elements: { hasAll: ['Li', 'Fe', 'O'] } });
    expect(read({ mode: 'elements', text: 'Na Cl', isOnly: true, spaceGroup: '225' })).toEqual({
      elements: { hasAll: ['Na', 'Cl'], hasOnly: ['Na', 'Cl'] },
      spaceGroupNumber: 225,
    });
    expect(read({ mode: 'optimade', text: 'nelements=(' })).toEqual({ filter: 'nelements=(' });
    expect([read({ text: ' ' }), read({ mode: 'elements', text: ' ,' })]).toEqual([null, null]);
  });

  it('is wrong at a character', () => {
    expect(read({ text: 'NaX2' })).toMatchObject({ position: 2 });
    expect(read({ mode: 'elements', text: 'Li, fe' })).toEqual({ message: '"fe"', position: 4 });
  });
});
