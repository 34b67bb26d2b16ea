import { describe, expect, it } from 'vitest';
import { listOfPasted, MOST_FORMULAS, readFormulas } from './read-formula';

describe('readFormulas', () => {
  it('reads one formula, and nothing from nothing', () => {
    expect(readFormulas('Fe4O6')).toEqual({ kind: 'formula', text: 'Fe4O6', reduced: 'Fe2O3', atoms: 5, symbols: ['O', 'Fe'] });
    expect(readFormulas('NaCl,')).toMatchObject({ kind: 'formula', text: 'NaCl' });
    for (const text of ['', '  ', ' , ;']) expect(readFormulas(text)).toBeNull();
  });

  it('reads several, each once', () => {
    expect(readFormulas('NaCl, BaTiO3; Na2Cl2,KCl')).toMatchObject({
      kind: 'list',
      formulas: [{ text: 'NaCl' }, { text: 'BaTiO3' }, { text: 'KCl' }],
    });
  });

  it('points at the character in the whole text', () => {
    expect(readFormulas('NaCl, MgO)')).toMatchObject({ kind: 'error', code: 'InvalidFormula', position: 9 });
    expect(readFormulas('NaCl, Xx2')).toMatchObject({ kind: 'error', code: 'UnknownElement', position: 6 });
  });

  it('takes no more than it may', () => {
    const formulas = Array.from({ length: MOST_FORMULAS + 1 }, (_, k) => `Na${k + 1}Cl`);
    expect(readFormulas(formulas.slice(1).join())).toMatchObject({ kind: 'list' });
    expect(readFormulas(formulas.join())).toMatchObject({
      kind: 'error',
      code: 'TooManyFormulas',
      position: formulas.slice(0, -1).join().length + 1,
    });
  });
});

describe('listOfPasted', () => {
  it('makes a list of a column', () => expect(listOfPasted('NaCl\r\nMgO\t\n\n KCl ')).toBe('NaCl, MgO, KCl'));
});
