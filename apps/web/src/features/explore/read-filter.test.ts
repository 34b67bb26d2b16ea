import { describe, expect, it } from 'vitest';
import { readFilter, readRange } from './read-filter';

const read = (search: string) => readFilter(new URLSearchParams(search));

describe('readRange', () => {
  it.each([
    ['2..4', { gte: 2, lte: 4 }],
    ['2..', { gte: 2 }],
    ['..-0.5', { lte: -0.5 }],
    ['−1..0', { gte: -1, lte: 0 }],
    ['3', { gte: 3, lte: 3 }],
  ])('%s', (text, expected) => expect(readRange(text, false)).toEqual(expected));

  it.each(['4..2', 'a', '..', '1..2..3', '1e99x', ''])('refuses %s', (text) => expect(readRange(text, false)).toBeNull());

  it('refuses part of a whole', () => expect(readRange('1.5..2', true)).toBeNull());
});

describe('readFilter', () => {
  it('is empty for an empty address, but for the rank of predictions', () => {
    expect(read('')).toEqual({ materials: {}, predictions: { rank: { gte: 1 } }, mistakes: [] });
  });

  it('reads the search box, ranges in shown units, elements and groups', () => {
    const { materials, predictions, mistakes } = read('q=Li-*&hull=..50&with=Li,O&without=F&only=Fe&sg=225,166&system=cubic&gap=1..&made=yes');
    expect(mistakes).toEqual([]);
    expect(materials).toEqual({
      chemicalSystem: 'Li-*',
      energyAboveHull: { lte: 0.05 },
      bandGap: { gte: 1 },
      elements: { hasAll: ['Li', 'O'], exclude: ['F'], hasOnly: ['Fe', 'Li', 'O'] },
      spaceGroupNumber: [225],
      isTheoretical: false,
    });
    expect(predictions).not.toHaveProperty('bandGap');
    expect(predictions).not.toHaveProperty('isTheoretical');
  });

  it('hands a filter of OPTIMADE on to both lists', () => {
    const { materials, predictions } = read(`filter=${encodeURIComponent('elements HAS "Li"')}`);
    expect([materials.optimade, predictions.optimade]).toEqual(['elements HAS "Li"', 'elements HAS "Li"']);
  });

  it('takes a crystal system as its space groups', () => {
    expect(read('system=cubic').materials.spaceGroupNumber).toEqual(Array.from({ length: 36 }, (_, i) => 195 + i));
  });

  it.each([
    ['q=TiO2)', 'q'],
    ['q=mp-149&kind=predictions', 'q'],
    ['sg=231', 'sg'],
    ['system=square', 'system'],
    ['with=Xx', 'with'],
    ['sites=1.5..', 'sites'],
    ['filter=nelements=', 'filter'],
  ])('%s is mistaken in %s', (search, parameter) => expect(read(search).mistakes.map((mistake) => mistake.parameter)).toEqual([parameter]));
});
