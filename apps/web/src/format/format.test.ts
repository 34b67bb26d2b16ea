import { describe, expect, it } from 'vitest';
import { crystalSystemOf } from './crystal-system';
import { formatQuantity } from './format-quantity';
import { formatDuration, formatTimeLeft } from './format-time';
import { tickText } from './tick-text';
import { formulaParts } from './formula-parts';
import { spaceGroupText, symbolParts } from './space-group-text';

describe('formulaParts', () => {
  it.each([
    ['BaTiO3', ['BaTiO', '_3']],
    ['Ca(OH)2', ['Ca(OH)', '_2']],
    ['CuSO4·5H2O', ['CuSO', '_4', '·', '5', 'H', '_2', 'O']],
    ['Fe0.95O', ['Fe', '_0.95', 'O']],
    ['', []],
  ])('%s', (formula, expected) => {
    expect(formulaParts(formula).map(({ text, isSubscript }) => (isSubscript ? `_${text}` : text))).toEqual(expected);
  });
});

describe('symbolParts', () => {
  it('sets overbars and screw axes', () => {
    expect(symbolParts('F d -3 m').map(({ kind, text }) => `${kind}:${text}`)).toEqual(['letter:F', 'letter:d', 'overbar:3', 'letter:m']);
    expect(symbolParts('P 4_2/m n m').map(({ kind }) => kind)).toEqual(['letter', 'screw', 'slash', 'letter', 'letter', 'letter']);
    expect(symbolParts('P6_3/mmc').map(({ text }) => text)).toEqual(['P', '63', '/', 'm', 'm', 'c']);
    expect(spaceGroupText('P 4_2/m n m')).toBe('P4_2/mnm');
  });
});

describe('crystalSystemOf', () => {
  it.each([
    [1, 'triclinic'],
    [2, 'triclinic'],
    [3, 'monoclinic'],
    [62, 'orthorhombic'],
    [136, 'tetragonal'],
    [160, 'trigonal'],
    [168, 'hexagonal'],
    [194, 'hexagonal'],
    [195, 'cubic'],
    [230, 'cubic'],
  ])('%i is %s', (number, system) => expect(crystalSystemOf(number)).toBe(system));
});

describe('formatQuantity', () => {
  it('scales, rounds, names the unit and never writes minus zero', () => {
    expect(formatQuantity(0.0123, 'smallEnergyPerAtom', 'en')).toBe('12.3 meV/atom');
    expect(formatQuantity(-3.4567, 'energyPerAtom', 'en')).toBe('−3.457 eV/atom');
    expect(formatQuantity(-0.00001, 'smallEnergyPerAtom', 'en')).toBe('0.0 meV/atom');
    expect(formatQuantity(90, 'angle', 'en')).toBe('90.00°');
    expect(formatQuantity(0.123, 'probability', 'ja')).toBe('12.3%');
    expect(formatQuantity(0.0004, 'probability', 'en')).toBe('< 0.1%');
    expect(formatQuantity(0, 'probability', 'en')).toBe('0.0%');
  });
});

describe('formatDuration', () => {
  it.each([
    [41_600, '42 sec'],
    [185_000, '3 min 5 sec'],
    [7_800_000, '2 hr 10 min'],
  ])('%i ms', (durationMs, expected) => expect(formatDuration(durationMs, 'en')).toBe(expected));
});

describe('formatTimeLeft', () => {
  it.each([
    [-3_000, null],
    [4_900, null],
    [31_000, '40 sec'],
    [56_000, '1 min'],
    [185_000, '3 min'],
    [7_800_000, '2 hr 10 min'],
  ])('%i ms', (durationMs, expected) => expect(formatTimeLeft(durationMs, 'en')).toBe(expected));
});

describe('tickText', () => {
  it.each([
    [-0.5, '−0.5'],
    [-0, '0'],
    [1e-7 + 0.1, '0.1'],
  ])('%s', (value, expected) => expect(tickText(value, 'en')).toBe(expected));
});
