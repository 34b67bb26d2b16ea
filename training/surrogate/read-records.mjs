import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Lines of JSON of a `.jsonl` or `.jsonl.gz` file, or of all such files of a folder in the order of their names. */
export function readRecords(path) {
  if (statSync(path).isDirectory()) {
    return readdirSync(path)
      .filter((name) => /\.jsonl(\.gz)?$/.test(name))
      .sort()
      .flatMap((name) => readRecords(join(path, name)));
  }
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Formulas that no learned model may have seen, as the reference data write them (`training/held_out.py`). */
export const readHeldOutFormulas = () =>
  new Set(readFileSync(fileURLToPath(new URL('../held-out-formulas.txt', import.meta.url)), 'utf8').split('\n'));
