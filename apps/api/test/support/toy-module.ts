import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

/** The toy stages as a module that a worker process can load; gives its path. */
export const buildToyModule = (): string => buildModule('toy-stages');

/** The stages that ship, with a worker that hangs; gives its path. */
export const buildHangingModule = (): string => buildModule('hanging-stages');

function buildModule(name: string): string {
  const folder = fileURLToPath(new URL('../../dist/test-support/', import.meta.url));
  const { code } = transformFileSync(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.js`, code);
  return `${folder}${name}.js`;
}
