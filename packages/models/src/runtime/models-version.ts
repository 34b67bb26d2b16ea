import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of this package, from `src/runtime` and `dist/runtime` alike. */
const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CODE_FOLDERS = new Set(['src', 'dist', 'node_modules']);
const HASH_LENGTH = 16;

/**
 * Names all models and tables of a folder together: 16 hexadecimal digits of the sha256 of their manifests, which name their files by sha256. Predictions
 * with equal versions stand on the same files, whichever machine they ran on.
 */
export function modelsVersion(root: string = PACKAGE_ROOT): string {
  const hash = createHash('sha256');
  for (const path of manifestsBelow(root))
    hash
      .update(path.split(sep).join('/'))
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex').slice(0, HASH_LENGTH);
}

const manifestsBelow = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !CODE_FOLDERS.has(entry.name))
    .flatMap(({ name }) => readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((path) => join(name, path)))
    .filter((path) => basename(path) === 'manifest.json')
    .sort();
