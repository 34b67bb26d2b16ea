import { atomicNumberOf } from '@kessho/core/elements/elements';
import { describe, expect, it } from 'vitest';
import { elementName } from '../../format/element-name';
import { elementPlace, neighborOf } from './element-place';

const COUNT = 118;
const numberOf = (symbol: string): number => atomicNumberOf(symbol) ?? 0;

describe('elementPlace', () => {
  it.each([
    ['H', 1, 1],
    ['He', 18, 1],
    ['B', 13, 2],
    ['Fe', 8, 4],
    ['Hf', 4, 6],
    ['La', 3, 9],
    ['Lu', 17, 9],
    ['U', 6, 10],
    ['Og', 18, 7],
  ])('%s stands in column %i of row %i', (symbol, column, row) => expect(elementPlace(numberOf(symbol))).toEqual({ column, row }));

  it('gives each element a place of its own', () => {
    const places = Array.from({ length: COUNT }, (_, i) => elementPlace(i + 1)).map(({ column, row }) => `${column},${row}`);
    expect(new Set(places).size).toBe(COUNT);
  });
});

describe('neighborOf', () => {
  it.each([
    ['H', [1, 0], 'He'],
    ['He', [-1, 0], 'H'],
    ['Be', [1, 0], 'B'],
    ['Be', [0, -1], 'Be'],
    ['Sc', [0, 1], 'Y'],
    ['Y', [0, 1], 'La'],
    ['Rf', [0, 1], 'Ce'],
    ['Og', [1, 0], 'Og'],
  ] as const)('from %s by %j is %s', (from, step, to) => expect(neighborOf(numberOf(from), step, COUNT)).toBe(numberOf(to)));
});

describe('elementName', () => {
  it.each([
    ['Fe', 'iron', '鉄'],
    ['W', 'tungsten', 'タングステン'],
    ['Hg', 'mercury', '水銀'],
    ['Lr', 'lawrencium', 'ローレンシウム'],
    ['Og', 'oganesson', 'オガネソン'],
  ])('%s', (symbol, english, japanese) => {
    expect(elementName(numberOf(symbol), 'en')).toBe(english);
    expect(elementName(numberOf(symbol), 'ja')).toBe(japanese);
  });
});
