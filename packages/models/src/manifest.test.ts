import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnergyModelManifest } from './manifest.js';
import { ModelFileInvalidError } from './model-errors.js';
import { modelDirectory } from './runtime/model-directory.js';

const TEXT = readFileSync(join(modelDirectory('energy', 'chgnet', '0.3.0'), 'manifest.json'), 'utf8');
const changed = (change: (json: Record<string, Record<string, unknown>>) => void): string => {
  const json = JSON.parse(TEXT) as Record<string, Record<string, unknown>>;
  change(json);
  return JSON.stringify(json);
};

describe('parseEnergyModelManifest', () => {
  it('reads the manifest of CHGNet', () => {
    const manifest = parseEnergyModelManifest(TEXT, 'manifest.json');
    expect(manifest).toMatchObject({ id: { name: 'chgnet', version: '0.3.0' }, license: 'BSD-3-Clause', cutoffs: { atom: 6, bond: 3 } });
    expect(manifest.elements).toHaveLength(89);
    expect(manifest.elements).not.toContain(84);
  });

  it.each([
    ['text that is no JSON', '{', 'is not JSON'],
    ['another schema', changed((m) => Object.assign(m, { schemaVersion: 2 })), 'schemaVersion 2'],
    ['another kind', changed((m) => Object.assign(m, { kind: 'symmetry' })), 'kind symmetry'],
    ['a missing field', changed((m) => delete m['encoder']['version']), 'encoder.version should be a number, is missing'],
    ['a missing section', changed((m) => delete (m as Partial<typeof m>)['id']), 'id should be an object, is missing'],
    ['a field of another type', changed((m) => Object.assign(m, { elements: [1, 'He'] })), 'elements[1] should be a number, is "He"'],
    ['a short hash', changed((m) => Object.assign(m['id'], { sha256: 'abc' })), 'id.sha256'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseEnergyModelManifest(text, 'here.json')).toThrow(ModelFileInvalidError);
    expect(() => parseEnergyModelManifest(text, 'here.json')).toThrow(message);
  });
});
