import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programIn } from './support/document-programs.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import type { TestWorker } from './support/test-worker.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

const DOCUMENT = fileURLToPath(new URL('../../../docs/clients.md', import.meta.url));
const SCHEMA_PACKAGE = fileURLToPath(new URL('../../../packages/schema', import.meta.url));
/** A Python that has gql and httpx may be named by KESSHO_TEST_PYTHON. */
const PYTHON = process.env['KESSHO_TEST_PYTHON'] ?? 'python3';
const run = promisify(execFile);

let server: TestServer;
let api: TestApi;
let worker: TestWorker;
/** Within the workspace, so that `graphql`, `graphql-ws` and `ws` are found as in a project that installed them. */
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const toyModule = buildToyModule();
  api = await startTestApi(url, toyModule);
  worker = await startTestWorker(url, toyModule, { ms: 100 });
  const parent = fileURLToPath(new URL('../dist/test-support/', import.meta.url));
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'clients-'));
});
afterAll(async () => {
  await worker.kill();
  await api.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const answers = (program: string, args: readonly string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Run the program of a client in a folder of its own, and look at what every one of them tells. */
async function expectToWork(language: string, program: string, args: readonly string[]): Promise<void> {
  const place = join(folder, language);
  mkdirSync(place, { recursive: true });
  const { stdout } = await run(program, [...args], { cwd: place, env: { ...process.env, KESSHO_API: api.url, NODE_OPTIONS: '' } });
  expect(stdout).toContain('SUCCEEDED');
  expect(stdout).toContain('mp-22862');
  const [cif = ''] = readdirSync(place).filter((name) => name.endsWith('.cif'));
  expect(stdout).toContain(cif);
  expect(readFileSync(join(place, cif), 'utf8')).toMatch(/^data_[\s\S]*_atom_site_fract_x/);
}

describe('the clients of docs/clients.md', () => {
  it('work in TypeScript, with the package as it is published, and keep its types', async () => {
    const installed = join(folder, 'node_modules', '@kessho', 'schema');
    mkdirSync(installed, { recursive: true });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { stdout: packed } = await run(npm, ['pack', SCHEMA_PACKAGE, '--json=false', '--silent', '--pack-destination', folder], { cwd: folder });
    await run('tar', ['-xzf', join(folder, packed.trim()), '--strip-components=1', '-C', installed]);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'client.ts'), programIn(DOCUMENT, 'ts'));
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
    const options = ['--strict', '--target', 'es2022', '--lib', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
    const checked = await run(process.execPath, [compiler, ...options, 'client.ts'], { cwd: folder }).catch((error: { stdout: string }) => error);
    expect(checked.stdout).toBe('');
    await expectToWork('typescript', process.execPath, [join(folder, 'client.js')]);
  });

  it.skipIf(!answers('curl', ['--version']) || !answers('jq', ['--version']))('work with curl and jq', () =>
    expectToWork('curl', 'sh', ['-euc', programIn(DOCUMENT, 'sh')]),
  );

  const hasPython = answers(PYTHON, ['-c', 'import gql, gql.transport.httpx, gql.transport.websockets']);
  if (!hasPython) console.warn(`${PYTHON} lacks gql with httpx and websockets: the Python client is not tested (KESSHO_TEST_PYTHON names another)`);
  it.skipIf(!hasPython)('work in Python', () => expectToWork('python', PYTHON, ['-c', programIn(DOCUMENT, 'python')]));
});
