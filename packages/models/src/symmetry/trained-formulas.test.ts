import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Composition } from '@kessho/core/composition/composition';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { symbolOf } from '@kessho/core/elements/elements';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Bytes of SHA-256 in the lists, as `training/held_out.py` writes them. */
const KEY_BYTES = 6;
const BENCHMARK = process.env.KESSHO_BENCHMARK_SET ?? `${ROOT}../shared/data/dev-benchmark.jsonl.gz`;

/** `Ba1O3Ti1`, as `composition_key` of `training/held_out.py`. */
function keyOf(composition: Composition): string {
  const { atomicNumbers, counts } = reduceComposition(composition);
  return atomicNumbers
    .map((z, k) => `${symbolOf(z)}${counts[k]}`)
    .sort()
    .join('');
}

const hashOf = (formula: string): string =>
  createHash('sha256')
    .update(keyOf(parseFormula(formula)))
    .digest('hex')
    .slice(0, 2 * KEY_BYTES);

function readList(file: string): Set<string> {
  const bytes = readFileSync(file);
  expect(bytes.length % KEY_BYTES).toBe(0);
  return new Set(Array.from({ length: bytes.length / KEY_BYTES }, (_, k) => bytes.toString('hex', k * KEY_BYTES, (k + 1) * KEY_BYTES)));
}

const heldOut = readFileSync(`${ROOT}training/held-out-formulas.txt`, 'utf8').trim().split('\n');
const filesNamed = (name: string, folder: string): string[] =>
  readdirSync(`${ROOT}packages/models/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`/${name}`))
    .map((file) => `packages/models/${folder}/${file}`)
    .sort();
const lists = [...filesNamed('trained-formulas.bin', 'symmetry'), ...filesNamed('trained-formulas.bin', 'prototypes'), ...filesNamed('trained-formulas.bin', 'surrogate')];

describe('what the learned models were trained on', () => {
  it('is listed beside each of them', () => {
    const manifests = filesNamed('manifest.json', 'symmetry').map((file) => file.replace('manifest.json', 'trained-formulas.bin'));
    expect(lists).toEqual(expect.arrayContaining(manifests));
  });

  it('would be found in the lists: common formulas are there, in whatever way they are written', () => {
    for (const file of lists) {
      const list = readList(`${ROOT}${file}`);
      expect(list.size).toBeGreaterThan(2000);
      const common = ['NaCl', 'MgO', 'ZnS', 'TiO2', 'BaTiO3', 'GaAs', 'Al2O3', 'LiF', 'CsCl', 'MgAl2O4'];
      expect(common.filter((formula) => list.has(hashOf(formula))).length, file).toBeGreaterThanOrEqual(1);
      expect(list.has(hashOf('Mg2O2'))).toBe(list.has(hashOf('OMg')));
    }
  });

  it.each(lists)('holds none of the held-out formulas: %s', (file) => {
    expect(heldOut).toHaveLength(400);
    const byRule = heldOut.map((formula) => createHash('md5').update(`order${formula}`).digest('hex'));
    expect(byRule).toEqual(byRule.toSorted());
    const list = readList(`${ROOT}${file}`);
    expect(heldOut.filter((formula) => list.has(hashOf(formula)))).toEqual([]);
  });

  it.skipIf(!existsSync(BENCHMARK)).each(lists)('holds no formula of the benchmark file: %s', (file) => {
    const lines = gunzipSync(readFileSync(BENCHMARK)).toString('utf8').trim().split('\n');
    const formulas = lines.map((line) => (JSON.parse(line) as { readonly formula: string }).formula);
    expect(formulas.length).toBeGreaterThan(50);
    const list = readList(`${ROOT}${file}`);
    expect(formulas.filter((formula) => list.has(hashOf(formula))).length).toBe(0);
  });
});
