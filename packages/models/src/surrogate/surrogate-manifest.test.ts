import { describe, expect, it } from 'vitest';
import { ModelFileInvalidError } from '../model-errors.js';
import { parseSurrogateManifest } from './surrogate-manifest.js';

const ID = { name: 'surrogate', version: '1', sha256: 'a'.repeat(64) };
const MANIFEST = {
  schemaVersion: 1,
  kind: 'surrogate',
  id: ID,
  potential: { ...ID, name: 'chgnet' },
  file: 'model.onnx',
  encoder: { name: 'surrogate-graph', version: 1 },
  cutoff: 5.5,
  elements: [1, 8],
  width: 64,
  startingPoint: { precision: 10, noise: 0.01 },
};
const parse = (change: object): unknown => parseSurrogateManifest(JSON.stringify({ ...MANIFEST, ...change }), 'here/manifest.json');

describe('parseSurrogateManifest', () => {
  it('reads a manifest', () => expect(parse({})).toEqual(MANIFEST));

  it.each([
    ['another version', { schemaVersion: 2 }, 'schemaVersion is 2'],
    ['another kind', { kind: 'energy' }, 'kind is "energy"'],
    ['a broken hash', { id: { ...ID, sha256: 'A' } }, 'id.sha256 is "A"'],
    ['a missing part', { encoder: undefined }, 'encoder should be an object'],
    ['a missing field', { startingPoint: { precision: 1 } }, 'startingPoint.noise is missing'],
    ['elements by symbol', { elements: ['H'] }, 'elements is ["H"]'],
  ])('refuses %s', (_, change, message) => {
    expect(() => parse(change)).toThrow(ModelFileInvalidError);
    expect(() => parse(change)).toThrow(`here/manifest.json is no manifest of a surrogate: ${message}`);
  });

  it('refuses text that is no JSON', () => expect(() => parseSurrogateManifest('{', 'here')).toThrow('here is not JSON'));
});
