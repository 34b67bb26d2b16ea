import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { CoreError } from '@kessho/core/errors';
import { readRecord } from '@kessho/core/formats/records/read-record';
import type { FingerprintIndex, IndexedCrystal } from '@kessho/core/matching/fingerprint-index';
import { createFingerprintIndex, storedDistance, storeFingerprint } from '@kessho/core/matching/fingerprint-index';
import { geometryFingerprint } from '@kessho/core/matching/geometry-fingerprint';
import { forkRng } from '@kessho/core/numerics/rng';
import { quantile } from '../statistics.js';

/** The repository, from the compiled file in benchmarks/dist/similar. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `npm run benchmark -- similar FOLDER`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '200' },
      count: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      fingerprints: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('A folder with structures-*.jsonl.gz is needed');
  const count = Number(values.count);
  const { crystals, fingerprintSeconds } = readCrystals(folder);
  if (values.fingerprints !== undefined)
    writeFileSync(values.fingerprints, Buffer.concat(crystals.map(({ fingerprint }) => Buffer.from(fingerprint.buffer))));
  const before = process.memoryUsage();
  const index = createFingerprintIndex();
  for (const crystal of crystals) index.put(crystal);
  const after = process.memoryUsage();
  const rng = forkRng(values.seed, 'similar');
  const queries = Array.from({ length: Number(values.queries) }, () => crystals[rng.integer(crystals.length)] as IndexedCrystal);
  for (const query of queries.slice(0, 20)) index.nearest(query, count, query.key); // the first ones compile
  const searches = queries.map((query) => search(index, crystals, query, count));
  const report = {
    command: `npm run benchmark -- similar FOLDER --queries ${values.queries} --count ${values.count} --seed ${values.seed}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core, Node ${process.versions.node}`,
    codeVersion: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    crystals: crystals.length,
    fingerprintMs: (1000 * fingerprintSeconds) / crystals.length,
    searchMs: Object.fromEntries(
      [0.5, 0.95, 1].map((share) => [
        share,
        quantile(
          searches.map(({ ms }) => ms),
          share,
        ),
      ]),
    ),
    recall: searches.reduce((sum, { recall }) => sum + recall, 0) / searches.length,
    distanceOfLast: Object.fromEntries(
      [0.05, 0.5, 0.95].map((share) => [
        share,
        quantile(
          searches.map(({ farthest }) => farthest),
          share,
        ),
      ]),
    ),
    indexMegabytes: (after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed) / 1e6,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
}

function readCrystals(folder: string): { readonly crystals: IndexedCrystal[]; readonly fingerprintSeconds: number } {
  const crystals: IndexedCrystal[] = [];
  let microseconds = 0;
  const files = readdirSync(folder).filter((name) => /^structures-\d+\.jsonl\.gz$/.test(name));
  for (const name of files.sort()) {
    for (const line of gunzipSync(readFileSync(join(folder, name)))
      .toString()
      .trimEnd()
      .split('\n')) {
      for (const { sourceId, structure } of recordsOf(line)) {
        const started = process.cpuUsage().user;
        const fingerprint = storeFingerprint(geometryFingerprint(structure));
        microseconds += process.cpuUsage().user - started;
        crystals.push({ key: sourceId ?? String(crystals.length), fingerprint, elements: [...new Set(structure.atomicNumbers)] });
      }
    }
  }
  return { crystals, fingerprintSeconds: microseconds / 1e6 };
}

/** Broken ones are passed over. */
function recordsOf(line: string): ReturnType<typeof readRecord> {
  try {
    return readRecord(line, 'json', { functional: null, correctionScheme: null });
  } catch (error) {
    if (error instanceof CoreError) return [];
    throw error;
  }
}

interface Search {
  readonly ms: number;
  readonly recall: number;
  readonly farthest: number;
}

function search(index: FingerprintIndex, crystals: readonly IndexedCrystal[], query: IndexedCrystal, count: number): Search {
  const started = process.cpuUsage();
  const found = index.nearest(query, count, query.key);
  const { user, system } = process.cpuUsage(started);
  const sorted = crystals
    .filter(({ key }) => key !== query.key)
    .map((crystal) => Math.round(storedDistance(query.fingerprint, crystal.fingerprint) * 1e4))
    .sort((a, b) => a - b);
  // By distances, in the steps that count as equal: which of equally near ones are named is decided by their elements.
  const right = found.filter(({ distance }, k) => Math.round(distance * 1e4) === sorted[k]).length;
  return { ms: (user + system) / 1000, recall: right / count, farthest: found.at(-1)?.distance ?? 0 };
}
