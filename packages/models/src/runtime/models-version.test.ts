import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { modelsVersion } from './models-version.js';

const root = mkdtempSync(join(tmpdir(), 'kessho-models-'));
afterAll(() => rmSync(root, { recursive: true }));
const write = (path: string, content: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};

describe('modelsVersion', () => {
  beforeEach(() => {
    rmSync(root, { recursive: true });
    write('energy/one/1/manifest.json', '{"sha256": "a"}');
    write('prototypes/1/manifest.json', '{"sha256": "b"}');
  });

  it('changes with every manifest, and with a new one', () => {
    const versions = [modelsVersion(root)];
    for (const path of ['energy/one/1/manifest.json', 'prototypes/1/manifest.json', 'symmetry/two/1/manifest.json']) {
      write(path, '{"sha256": "c"}');
      versions.push(modelsVersion(root));
    }
    expect(new Set(versions).size).toBe(4);
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('depends on nothing else', () => {
    const before = modelsVersion(root);
    write('energy/one/1/golden.json', '{}');
    write('dist/runtime/manifest.json', '{}');
    expect(modelsVersion(root)).toBe(before);
  });
});
