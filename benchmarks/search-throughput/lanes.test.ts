import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';
import { inLanes } from './lanes.js';

it('runs as many at a time as there are lanes, in the order of the calls', async () => {
  const begun: number[] = [];
  let [underWay, most] = [0, 0];
  const relax = (async ({ index }: { readonly index: number }) => {
    begun.push(index);
    most = Math.max(most, ++underWay);
    await delay(index === 0 ? 20 : 5);
    underWay--;
    return index;
  }) as unknown as RelaxTask;
  const laned = inLanes(relax, 3) as unknown as (task: { readonly index: number }) => Promise<number>;
  const indexes = Array.from({ length: 12 }, (_, index) => index);
  expect(await Promise.all(indexes.map((index) => laned({ index })))).toEqual(indexes);
  expect(begun).toEqual(indexes);
  expect(most).toBe(3);
});

it('gives a lane back where a relaxation fails', async () => {
  const relax = ((task: { readonly fails: boolean }) =>
    task.fails ? Promise.reject(new Error('no')) : Promise.resolve('done')) as unknown as RelaxTask;
  const laned = inLanes(relax, 1) as unknown as (task: { readonly fails: boolean }) => Promise<string>;
  await expect(laned({ fails: true })).rejects.toThrow('no');
  expect(await laned({ fails: false })).toBe('done');
});
