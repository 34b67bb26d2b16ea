import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelaxedReference } from '@kessho/core/prediction/stage-types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { referenceFiles } from './reference-files.js';

const MODEL = { name: 'm', version: '1', sha256: 'a'.repeat(64) };
const reference = (sourceId: string, pressureGPa: number, model = MODEL): RelaxedReference => ({
  model,
  pressureGPa,
  sourceId,
  formula: 'ClNa',
  energyPerAtom: -1.25,
  enthalpyPerAtom: -1,
  volumePerAtom: 1 / 3,
  stopReason: 'converged',
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kessho-references-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('references in files', () => {
  it('come back as they were, for their potential and pressure only', async () => {
    const files = referenceFiles(folder);
    const other = { ...MODEL, sha256: 'b'.repeat(64) };
    expect(await files.read(MODEL, 10, ['x'])).toEqual([]);
    await files.write([reference('x', 10), reference('y', 10), reference('x', 20), reference('x', 10, other)]);
    expect(await files.read(MODEL, 10, ['x', 'z'])).toEqual([reference('x', 10)]);
    expect(await files.read(other, 10, ['x', 'y'])).toEqual([reference('x', 10, other)]);
    expect(await files.read(MODEL, 20, ['y'])).toEqual([]);
  });

  it('forget a line that was cut short', async () => {
    const files = referenceFiles(folder);
    await files.write([reference('x', 10)]);
    const [path] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl')) as [string];
    appendFileSync(join(folder, path), '{"sourceId":"y","mod');
    expect(await files.read(MODEL, 10, ['x', 'y'])).toEqual([reference('x', 10)]);
    await files.write([reference('y', 10)]);
    expect(await files.read(MODEL, 10, ['x'])).toEqual([reference('x', 10)]);
  });
});
