import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../statistics.js';

const OPTIONS = {
  'database-url': { type: 'string' },
  seeds: { type: 'string', default: '3' },
  rounds: { type: 'string', default: '10' },
  'no-validator': { type: 'boolean', default: false },
  out: { type: 'string' },
} as const;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** What people ask for, from one crystal to half of the database. */
const FILTERS = [
  'elements HAS ALL "Na","Cl" AND nelements=2',
  'elements HAS ALL "Si","O" AND nelements=3',
  'elements HAS ANY "Li","Na" AND elements HAS "O" AND nelements=4',
  'elements HAS ONLY "Si","O"',
  'elements HAS "O"',
  'NOT elements HAS ANY "O","F"',
  'nelements=3',
  'chemical_formula_reduced="O3SrTi"',
  'chemical_formula_anonymous="A3BC" AND elements HAS "O"',
  'chemical_formula_reduced STARTS WITH "Ba"',
  'chemical_formula_descriptive CONTAINS "PO4"',
  'space_group_it_number=225 AND nelements=2',
  '_exmpl_energy_above_hull<0.01 AND elements HAS "Li"',
  '_exmpl_band_gap>2 AND _exmpl_band_gap<2.1',
  '_exmpl_prototype="AB_cF8_225_a_b"',
  'elements:elements_ratios HAS "O":>0.6',
] as const;

interface ValidatorResults {
  readonly success_count: number;
  readonly failure_count: number;
  readonly internal_failure_count: number;
  readonly optional_success_count: number;
  readonly optional_failure_count: number;
  readonly failure_messages: readonly (readonly [string, string])[];
  readonly optional_failure_messages: readonly (readonly [string, string])[];
}

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const databaseUrl = values['database-url'] ?? process.env['DATABASE_URL'];
  if (databaseUrl === undefined) throw new Error('Name a database: --database-url');
  const api = await startApi(databaseUrl);
  try {
    const validations = values['no-validator'] ? [] : await validate(`${api.url}/optimade/v1`, Number(values.seeds));
    const times = await timeFilters(`${api.url}/optimade/v1/structures`, Number(values.rounds));
    const report = { processor: cpus()[0]?.model, load: loadavg()[0], validations, times };
    for (const { seed, passed, failed, optionalPassed, optionalFailed, failures } of validations) {
      process.stdout.write(`seed ${seed}: ${passed} passed, ${failed} failed; optional ${optionalPassed} passed, ${optionalFailed} failed\n`);
      for (const failure of failures) process.stdout.write(`  ${failure}\n`);
    }
    for (const { filter, found, bestMs, medianMs } of times)
      process.stdout.write(
        `${bestMs.toFixed(0).padStart(6)} ms best ${medianMs.toFixed(0).padStart(6)} ms median ${String(found).padStart(7)} found  ${filter}\n`,
      );
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
    if (validations.some(({ failed }) => failed > 0)) process.exitCode = 1;
  } finally {
    await api.stop();
  }
}

/** The API as `npm start` runs it, on a port of its own, without limits on how often it is asked. */
async function startApi(databaseUrl: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [fromRoot('apps/api/dist/main.js')], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      KESSHO_PORT: '0',
      KESSHO_OPTIMADE_PREFIX: 'exmpl',
      KESSHO_OPTIMADE_MAINTAINER: 'dev@example.org',
      KESSHO_COST_PER_MINUTE: '1000000000',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (text: Buffer) => {
      log += text.toString();
      const [, address] = /API ready url=(\S+)\/graphql/.exec(log) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error(`The API ended:\n${log}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function validate(baseUrl: string, seeds: number) {
  const program = process.env['OPTIMADE_VALIDATOR'] ?? fromRoot('.peers/venv/bin/optimade-validator');
  if (!existsSync(program)) throw new Error(`No optimade-validator at ${program}; set OPTIMADE_VALIDATOR to one, or --no-validator`);
  const validations = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const results = await runValidator(program, baseUrl, seed);
    validations.push({
      seed,
      passed: results.success_count,
      failed: results.failure_count + results.internal_failure_count,
      optionalPassed: results.optional_success_count,
      optionalFailed: results.optional_failure_count,
      failures: [...results.failure_messages, ...results.optional_failure_messages].map(
        ([request, message]) => `${request}: ${message.split('\n')[0]}`,
      ),
    });
  }
  return validations;
}

async function runValidator(program: string, baseUrl: string, seed: number): Promise<ValidatorResults> {
  const child = spawn(program, [baseUrl, '--json', '--random-seed', String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  const start = output.indexOf('{');
  if (start < 0) throw new Error(`The validator did not start: ${output}`);
  return JSON.parse(output.slice(start)) as ValidatorResults;
}

async function timeFilters(listing: string, rounds: number) {
  const times = [];
  for (const filter of FILTERS) {
    const url = `${listing}?${new URLSearchParams({ filter })}`;
    const samples: number[] = [];
    let found: number | undefined;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const response = await fetch(url);
      const { meta } = (await response.json()) as { meta: { data_returned: number } };
      samples.push(performance.now() - start);
      if (!response.ok) throw new Error(`${filter} was answered with ${response.status}`);
      found = meta.data_returned;
    }
    times.push({ filter, found: found ?? 0, bestMs: Math.min(...samples), medianMs: median(samples) });
  }
  return times;
}
