import { describe, expect, it } from 'vitest';
import { readPowderData } from './read-powder-data.js';

const lines = (count: number, line: (k: number) => string): string => Array.from({ length: count }, (_, k) => line(k)).join('\n');

describe('readPowderData', () => {
  it.each([
    ['blanks', (k: number) => ` ${10 + k / 10}   ${k} 0.5`],
    ['commas', (k: number) => `${10 + k / 10},${k}`],
    ['semicolons and carriage returns', (k: number) => `${10 + k / 10}; ${k}\r`],
    ['exponents', (k: number) => `${(10 + k / 10).toExponential()}\t${k.toExponential()}`],
  ])('reads columns separated by %s', (_, line) => {
    const { twoThetas, intensities } = readPowderData(`# measured\nAngle Intensity\n\n${lines(25, line)}\n`);
    expect([twoThetas.length, twoThetas[24], intensities[24]]).toEqual([25, 12.4, 24]);
  });

  it('sorts the angles', () => {
    expect([...readPowderData(lines(20, (k) => `${50 - k} ${k}`)).intensities.slice(0, 2)]).toEqual([19, 18]);
  });

  it.each([
    ['a line without an intensity', `${lines(20, (k) => `${k} 1`)}\n20`, 'Line 21'],
    ['an angle beyond 180°', `181 1\n${lines(20, (k) => `${k} 1`)}`, 'Line 1'],
    ['an angle that stands twice', `${lines(20, (k) => `${k} 1`)}\n5 2`, 'stands twice'],
    ['a file without points', '# nothing\n', '20 points'],
  ])('refuses %s', (_, text, message) => {
    expect(() => readPowderData(text)).toThrow(
      expect.objectContaining({ code: 'ParseFailed', message: expect.stringContaining(message) as string }) as Error,
    );
  });
});
