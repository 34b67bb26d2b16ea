import { expect, test } from 'vitest';
import { FormulaError } from './formula-error.js';
import { formulaWithError } from './formula-with-error.js';
import { parseFormula } from './parse-formula.js';
import { alphabeticalFormula } from './written-formula.js';

test.each([
  ['BaTiO3', 'BaO3Ti'],
  ['  NaCl\n', 'ClNa'],
  ['Na4 Cl4', 'Cl4Na4'],
  ['Fe4O6', 'Fe4O6'],
  ['H₂O', 'H2O'],
  ['Ca10(PO4)6(OH)2', 'Ca10H2O26P6'],
  ['K4[Fe(CN)6]', 'C6FeK4N6'],
  ['{[(Fe)2]3}4', 'Fe24'],
  ['CuSO4·5H2O', 'CuH10O9S'],
  ['CuSO4*5H2O', 'CuH10O9S'],
  ['CuSO4 · 5 H2O', 'CuH10O9S'],
  ['3CaO·2SiO2·3H2O', 'Ca3H6O10Si2'],
  ['CaSO4·0.5H2O', 'Ca2H2O9S2'],
  ['Fe0.5O0.5', 'FeO'],
  ['Li0.5CoO2', 'Co2LiO4'],
  ['Li₀.₅CoO₂', 'Co2LiO4'],
  ['Fe.5O1.5', 'FeO3'],
  ['Fe2.0O3.0', 'Fe2O3'],
  ['Fe0.95O', 'Fe19O20'],
  ['(Fe0.5Mn0.5)2O3', 'FeMnO3'],
  ['La0.667Sr0.333MnO3', 'La2Mn3O9Sr'],
  ['La0.6666Sr0.3333MnO3', 'La2Mn3O9Sr'],
  ['Og2', 'Og2'],
  ['FeFe2O4', 'Fe3O4'],
  ['Fe 2 O 3', 'Fe2O3'],
  ['C1000', 'C1000'],
])('%s reads as %s', (text, alphabetical) => {
  expect(alphabeticalFormula(parseFormula(text))).toBe(alphabetical);
});

test('elements stand by rising atomic number', () => {
  expect(parseFormula('BaTiO3')).toEqual({ atomicNumbers: [8, 22, 56], counts: [3, 1, 1] });
});

test.each([
  ['', 'EmptyFormula', 0, 'empty'],
  [' \n\t ', 'EmptyFormula', 0, 'empty'],
  ['Xx2O3', 'UnknownElement', 0, 'Xx'],
  ['BaTiX3', 'UnknownElement', 4, 'X'],
  ['D2O', 'UnknownElement', 0, 'deuterium is written H'],
  ['T2O', 'UnknownElement', 0, 'tritium'],
  ['baTiO3', 'InvalidFormula', 0, 'did you mean Ba?'],
  ['Batio3', 'InvalidFormula', 2, 'did you mean Ti?'],
  ['BaTiO3)', 'InvalidFormula', 6, '")" closes no bracket'],
  ['Ba(TiO3', 'InvalidFormula', 2, '"(" is not closed'],
  ['Ba(TiO3·H2O)', 'InvalidFormula', 2, 'not closed'],
  ['Ba[TiO3)', 'InvalidFormula', 7, 'expected "]"'],
  ['Ba()', 'InvalidFormula', 3, 'empty'],
  ['Ba·', 'InvalidFormula', 3, 'Expected an element'],
  ['·H2O', 'InvalidFormula', 0, 'Expected an element'],
  ['5', 'InvalidFormula', 1, 'Expected an element'],
  ['Fe0O', 'InvalidFormula', 2, 'zero'],
  ['Fe0.317O', 'InvalidFormula', 2, 'small whole numbers'],
  ['La0.67Sr0.33MnO3', 'InvalidFormula', 2, 'small whole numbers'],
  ['Fe0.0000001O', 'InvalidFormula', 2, 'small whole numbers'],
  ['Na+', 'InvalidFormula', 2, 'charges'],
  ['SO4²⁻', 'InvalidFormula', 3, 'charges'],
  ['La1-xSrxMnO3', 'InvalidFormula', 3, 'unknown amounts'],
  ['Fe2O3!', 'InvalidFormula', 5, 'Unexpected character "!"'],
  ['Fe2😀', 'InvalidFormula', 3, '😀'],
  ['  Fe2O3 $', 'InvalidFormula', 8, '$'],
  ['Fe٣O', 'InvalidFormula', 2, 'Unexpected'],
  ['C100000', 'TooManyAtoms', 1, '1000 atoms'],
  ['C1001', 'TooManyAtoms', 1, '1000 atoms'],
  ['((((C999)999)999)999)999', 'TooManyAtoms', 2, '1000 atoms'],
  ['C600H600', 'TooManyAtoms', 0, '1000 atoms'],
  ['C'.repeat(1001), 'FormulaTooLong', 1000, '1001'],
  ['('.repeat(1000), 'InvalidFormula', 999, 'not closed'],
])('%j is refused with %s at %i', (text, code, position, words) => {
  const error = thrown(text);
  expect({ code: error.code, position: error.position }).toEqual({ code, position });
  expect(error.message).toContain(words);
});

test('100 kB of text are refused at once', () => {
  const start = performance.now();
  expect(thrown('BaTiO3'.repeat(17_000)).code).toBe('FormulaTooLong');
  expect(performance.now() - start).toBeLessThan(50);
});

test('the caret stands below the offending character', () => {
  expect(formulaWithError('BaTiO3)', thrown('BaTiO3)'))).toBe('BaTiO3)\n      ^');
  expect(formulaWithError('baTiO3', thrown('baTiO3'))).toBe('baTiO3\n^');
  expect(formulaWithError('NaCl', { position: null })).toBe('NaCl');
  const long = `${'Na'.repeat(100)}Xx${'Cl'.repeat(100)}`;
  const [line, caret] = formulaWithError(long, thrown(long)).split('\n');
  expect(line.length).toBeLessThan(100);
  expect(line.slice(caret.length - 1, caret.length + 1)).toBe('Xx');
});

function thrown(text: string): FormulaError {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}
