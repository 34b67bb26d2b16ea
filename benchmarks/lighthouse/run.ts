import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../statistics.js';
import type { PageAudit } from './audit-page.js';
import { auditPage, chromiumPath, FORMS } from './audit-page.js';
import { mainPages } from './pages.js';
import { startDashboard } from './start-dashboard.js';

const OPTIONS = {
  materials: { type: 'string', multiple: true, default: [] as string[] },
  url: { type: 'string' },
  formula: { type: 'string', default: 'MgO' },
  form: { type: 'string', default: 'desktop' },
  rounds: { type: 'string', default: '3' },
  page: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const;

/** `npm run benchmark -- lighthouse`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const form = FORMS.find((known) => known === values.form);
  if (form === undefined) throw new Error(`--form is ${FORMS.join(' or ')}, not ${values.form}`);
  const running = values.url === undefined ? await startDashboard(values.materials) : { url: values.url, stop: () => Promise.resolve() };
  try {
    const pages = Object.entries(await mainPages(running.url, values.formula)).filter(([name]) => values.page?.includes(name) !== false);
    const load = loadavg()[0] ?? NaN;
    const results: (PageAudit & { readonly page: string })[] = [];
    for (const [page, address] of pages) {
      const rounds: PageAudit[] = [];
      for (let round = 0; round < Number(values.rounds); round++) rounds.push(await auditPage(`${running.url}${address}`, form));
      const result = { page, ...medianOf(rounds) };
      results.push(result);
      process.stderr.write(`${page}: performance ${result.performance}, accessibility ${result.accessibility} ${result.failed.join(' ')}\n`);
    }
    const report = {
      date: new Date().toISOString(),
      command: `npm run benchmark -- lighthouse ${argv.map((word) => basename(word)).join(' ')}`.trim(),
      machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; Node ${process.versions.node}, ${chromiumVersion()}`,
      loadAverage: Number(load.toPrecision(3)),
      form,
      results,
    };
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
    process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
  } finally {
    await running.stop();
  }
}

/** Each figure apart; an audit failed that failed in any round. */
function medianOf(rounds: readonly PageAudit[]): PageAudit {
  const of = (figure: Exclude<keyof PageAudit, 'failed'>): number => median(rounds.map((round) => round[figure]));
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    bestPractices: of('bestPractices'),
    firstContentfulPaint: of('firstContentfulPaint'),
    largestContentfulPaint: of('largestContentfulPaint'),
    totalBlockingTime: of('totalBlockingTime'),
    speedIndex: of('speedIndex'),
    cumulativeLayoutShift: of('cumulativeLayoutShift'),
    scriptKb: of('scriptKb'),
    benchmarkIndex: of('benchmarkIndex'),
    failed: [...new Set(rounds.flatMap(({ failed }) => failed))],
  };
}

const chromiumVersion = (): string => execFileSync(chromiumPath(), ['--version'], { encoding: 'utf8' }).trim();
