import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

/** The toy stages as a module that a worker process can load; gives its path. */
export function buildToyModule(): string {
  const folder = fileURLToPath(new URL('../../dist/test-support/', import.meta.url));
  const { code } = transformFileSync(fileURLToPath(new URL('./toy-stages.ts', import.meta.url)), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}toy-stages.js`, code);
  return `${folder}toy-stages.js`;
}
