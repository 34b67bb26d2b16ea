import { describe, expect, it } from 'vitest';
import { isFileText, listOfPasted, MOST_FORMULAS, readFormulas } from './read-formula';

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

  it('reads a chemical system, and points at what is none of its elements', () => {
    expect(readFormulas('Li-P-S')).toEqual({ kind: 'system', symbols: ['Li', 'P', 'S'] });
    expect(readFormulas(' Li – P')).toEqual({ kind: 'system', symbols: ['Li', 'P'] });
    expect(readFormulas('Li-Xx-S')).toMatchObject({ kind: 'error', code: 'UnknownElement', position: 3 });
    expect(readFormulas('Li-P- Li')).toMatchObject({ kind: 'error', code: 'RepeatedElement', position: 6 });
    expect(readFormulas('Li-')).toMatchObject({ kind: 'error', code: 'ElementMissing', position: 3 });
    expect(readFormulas('Li--P')).toMatchObject({ kind: 'error', code: 'ElementMissing', position: 3 });
    expect(readFormulas('H-He-Li-Be-B-C-N-O-F-Ne-Na')).toMatchObject({ kind: 'error', code: 'TooManyElements', position: 24 });
    expect(readFormulas('Li2-S')).toMatchObject({ kind: 'error', code: 'InvalidFormula' });
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

describe('isFileText', () => {
  it.each(['data_MgO\n_cell_length_a 4.2\n', '# measured\n10.0 5\n10.1 6\n', 'MgO\n1.0\n4.2 0 0\n0 4.2 0\n0 0 4.2\n', '{ "@module": "x" }'])(
    'takes %j for a file',
    (text) => expect(isFileText(text)).toBe(true),
  );
  it.each(['NaCl\r\nMgO\n', 'BaTiO3\tGeO2', 'NaCl\nXx2\n'])('takes %j for a list', (text) => expect(isFileText(text)).toBe(false));
});
