import { describe, expect, it } from 'vitest';
import { brushFromText, isInBrush, textFromBrush } from './brush';

describe('a brush', () => {
  const brush = { volume: [11.25, 13.5], energy: [0, 0.05] } as const;

  it('comes back from the address as it went', () => {
    expect(textFromBrush(brush)).toBe('11.25,13.5,0,0.05');
    expect(brushFromText(textFromBrush(brush))).toEqual(brush);
  });

  it.each([null, '', '1,2,3', '2,1,0,1', '1,2,1,1', '1,2,0,x', '1,2,0,1,5'])('is not made from %s', (text) => {
    expect(brushFromText(text)).toBeNull();
  });

  it('holds its edges', () => {
    expect(isInBrush(brush, { volumePerAtom: 11.25, energyPerAtom: 0.05 })).toBe(true);
    expect(isInBrush(brush, { volumePerAtom: 12, energyPerAtom: 0.0501 })).toBe(false);
    expect(isInBrush(brush, { volumePerAtom: 13.6, energyPerAtom: 0.01 })).toBe(false);
  });
});
