import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './config.js';

/** Version of this program, as package.json has it. */
export function readCodeVersion(): string {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
