import { describe, expect, it } from 'vitest';
import { axesFromText, axesOf } from './axes';
import { picturesOf } from './pictures';
import { closedElements, readOpen, textFromOpen } from './read-open';
import { sliceFromText, textFromSlice } from './slice';

describe('readOpen', () => {
  it('reads pairs of the system, and writes them again', () => {
    const open = readOpen('O:-1.5,Li:0', ['Li', 'Co', 'O']);
    expect(open).toEqual([
      { element: 'O', chemicalPotential: -1.5 },
      { element: 'Li', chemicalPotential: 0 },
    ]);
    expect(textFromOpen(open)).toBe('O:-1.5,Li:0');
    expect(closedElements(['Li', 'Co', 'O'], open)).toEqual(['Co']);
  });

  it.each([null, '', 'N:-1', 'O', 'O:', 'O:x', 'O:1', 'O:-99'])('takes nothing from %s', (text) => expect(readOpen(text, ['Li', 'O'])).toEqual([]));

  it('leaves one element to draw, and none twice', () => {
    expect(readOpen('O:-1,Li:-1', ['Li', 'O'])).toEqual([{ element: 'O', chemicalPotential: -1 }]);
    expect(readOpen('O:-1,O:-2', ['Li', 'Co', 'O'])).toEqual([{ element: 'O', chemicalPotential: -1 }]);
    expect(textFromOpen([])).toBeNull();
  });
});

describe('slice', () => {
  const elements = ['Li', 'Co', 'Ni', 'O'];
  it('is half of the last element unless the address says otherwise', () => {
    expect(sliceFromText(null, elements)).toEqual({ element: 3, share: 0.5 });
    expect(sliceFromText('Co:0.2', elements)).toEqual({ element: 1, share: 0.2 });
    expect(sliceFromText('Fe:1', elements)).toEqual({ element: 3, share: 0.5 });
    expect(textFromSlice({ element: 1, share: 0.2 }, elements)).toBe('Co:0.2');
  });
});

describe('pictures and axes', () => {
  it('belong to the number of elements', () => {
    expect(picturesOf(1)).toEqual([]);
    expect(picturesOf(3)[0]).toBe('triangle');
    expect(picturesOf(5)).toEqual([]);
    expect(axesOf(['a', 'b', 'c']).map((axes) => axes.join(''))).toEqual(['01', '02', '12']);
    expect(axesFromText('0,2', ['a', 'b', 'c'])).toEqual([0, 2]);
    expect(axesFromText('2,0', ['a', 'b', 'c'])).toEqual([0, 1]);
  });
});
