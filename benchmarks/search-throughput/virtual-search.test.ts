import { expect, it } from 'vitest';
import { virtualDuration } from './virtual-search.js';

const repeat = (value: number, times: number): number[] => new Array<number>(times).fill(value);

it('takes the sum of all on one worker, and a quarter on four, where absorption is free', () => {
  const search = { durations: repeat(100, 40), absorptions: repeat(0, 40), lag: 8 };
  expect(virtualDuration({ ...search, workers: 1 })).toBe(4000);
  expect(virtualDuration({ ...search, workers: 4 })).toBe(1000);
});

it('waits for the slowest where the lag leaves no room', () => {
  const durations = Array.from({ length: 40 }, (_, k) => (k % 4 === 0 ? 400 : 100));
  const search = { durations, absorptions: repeat(0, 40), workers: 4 };
  expect(virtualDuration({ ...search, lag: 4 })).toBeGreaterThan(1.2 * virtualDuration({ ...search, lag: 16 }));
  expect(virtualDuration({ ...search, lag: 1 })).toBe(durations.reduce((sum, ms) => sum + ms, 0));
});

it('is bound by the driver where that is slower than the workers', () => {
  const search = { durations: repeat(100, 40), absorptions: repeat(50, 40), lag: 16, workers: 4 };
  expect(virtualDuration(search)).toBeGreaterThanOrEqual(40 * 50);
});
