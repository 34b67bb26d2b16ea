import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { diskCache } from './disk-cache.js';

const folders: string[] = [];
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kessho-cache-')), 'answers');
  folders.push(folder);
});
afterAll(() => folders.forEach((path) => rmSync(join(path, '..'), { recursive: true, force: true })));

const now = (): Date => new Date();
const BOUNDS = { mostBytes: 10_000, mostAgeMs: 60_000 };

describe('answers on disk', () => {
  it('come back with their date, also in another process', async () => {
    const retrievedAt = now();
    await diskCache(folder, BOUNDS).put('https://a/1', { text: '{"a":\n1}', retrievedAt });
    expect(await diskCache(folder, BOUNDS).get('https://a/1')).toEqual({ text: '{"a":\n1}', retrievedAt });
    expect(await diskCache(folder, BOUNDS).get('https://a/2')).toBeNull();
  });

  it('take no more room than they may: the oldest go', async () => {
    const cache = diskCache(folder, BOUNDS);
    for (let k = 0; k < 6; k++) {
      await cache.put(`https://a/${k}`, { text: 'x'.repeat(3000), retrievedAt: now() });
      readdirSync(folder).forEach((name) => utimesSync(join(folder, name), now(), new Date(Date.now() - 1000)));
    }
    expect(readdirSync(folder)).toHaveLength(3);
    expect(await cache.get('https://a/5')).not.toBeNull();
    await cache.put('https://a/large', { text: 'x'.repeat(20_000), retrievedAt: now() });
    expect([await cache.get('https://a/large'), readdirSync(folder).length]).toEqual([null, 3]);
  });

  it('grow too old, and are deleted then', async () => {
    const cache = diskCache(folder, BOUNDS);
    await cache.put('https://a/old', { text: '1', retrievedAt: new Date(Date.now() - 61_000) });
    expect(await cache.get('https://a/old')).toBeNull();
    readdirSync(folder).forEach((name) => utimesSync(join(folder, name), 0, 0));
    await cache.put('https://a/new', { text: '1', retrievedAt: now() });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('that are damaged count as none', async () => {
    const cache = diskCache(folder, BOUNDS);
    await cache.put('https://a/1', { text: '1', retrievedAt: now() });
    readdirSync(folder).forEach((name) => writeFileSync(join(folder, name), 'no head\n1'));
    expect(await cache.get('https://a/1')).toBeNull();
  });
});
