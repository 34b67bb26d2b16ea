import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const FORMS = ['desktop', 'mobile'] as const;
export type Form = (typeof FORMS)[number];

/** Scores of one visit, 0 to 100, and what they are made of. */
export interface PageAudit {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  /** ms */
  readonly firstContentfulPaint: number;
  /** ms */
  readonly largestContentfulPaint: number;
  /** ms in which the page did not react. */
  readonly totalBlockingTime: number;
  /** ms */
  readonly speedIndex: number;
  readonly cumulativeLayoutShift: number;
  /** Compressed script, kB. */
  readonly scriptKb: number;
  /** Lighthouse's own measure of the processor at that moment: some 1500 for a laptop with nothing else to do. */
  readonly benchmarkIndex: number;
  /** Audits of accessibility that failed. */
  readonly failed: readonly string[];
}

/** What is read of a report. */
interface Report {
  readonly environment: { readonly benchmarkIndex: number };
  readonly runtimeError?: { readonly message: string };
  readonly categories: Readonly<
    Record<
      'performance' | 'accessibility' | 'best-practices',
      { readonly score: number | null; readonly auditRefs: readonly { readonly id: string }[] }
    >
  >;
  readonly audits: Readonly<
    Record<
      string,
      {
        readonly score: number | null;
        readonly numericValue?: number;
        readonly details?: { readonly items?: readonly { readonly resourceType?: string; readonly transferSize?: number }[] };
      }
    >
  >;
}

const LIGHTHOUSE = fileURLToPath(new URL('../../../.peers/lighthouse/node_modules/lighthouse/cli/index.js', import.meta.url));
const CHROMIUM_FLAGS = '--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync';
const TIMEOUT_MS = 180_000;

/** @throws {Error} where there is no Lighthouse or no Chromium, or the page cannot be audited */
export async function auditPage(url: string, form: Form): Promise<PageAudit> {
  if (!existsSync(LIGHTHOUSE)) throw new Error('Lighthouse is not installed: sh benchmarks/peers/install-lighthouse.sh');
  const folder = await mkdtemp(join(tmpdir(), 'kessho-lighthouse-'));
  const file = join(folder, 'report.json');
  const words = ['--quiet', '--output=json', `--output-path=${file}`, '--only-categories=performance,accessibility,best-practices'];
  try {
    const preset = form === 'desktop' ? ['--preset=desktop'] : [];
    await promisify(execFile)(process.execPath, [LIGHTHOUSE, url, ...words, ...preset, `--chrome-flags=${CHROMIUM_FLAGS}`], {
      env: { ...process.env, CHROME_PATH: chromiumPath() },
      timeout: TIMEOUT_MS,
    });
    return auditOf(JSON.parse(await readFile(file, 'utf8')) as Report, url);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`No Chromium at ${path}; set CHROMIUM_PATH to one`);
  return path;
}

function auditOf({ environment, runtimeError, categories, audits }: Report, url: string): PageAudit {
  if (runtimeError !== undefined) throw new Error(`${url}: ${runtimeError.message}`);
  const scoreOf = (category: keyof typeof categories): number => Math.round(100 * (categories[category].score ?? NaN));
  const valueOf = (audit: string): number => audits[audit]?.numericValue ?? NaN;
  const scripts = (audits['network-requests']?.details?.items ?? []).filter(({ resourceType }) => resourceType === 'Script');
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    bestPractices: scoreOf('best-practices'),
    firstContentfulPaint: Math.round(valueOf('first-contentful-paint')),
    largestContentfulPaint: Math.round(valueOf('largest-contentful-paint')),
    totalBlockingTime: Math.round(valueOf('total-blocking-time')),
    speedIndex: Math.round(valueOf('speed-index')),
    cumulativeLayoutShift: Number(valueOf('cumulative-layout-shift').toFixed(3)),
    scriptKb: Math.round(scripts.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0) / 1000),
    benchmarkIndex: Math.round(environment.benchmarkIndex),
    failed: categories.accessibility.auditRefs.flatMap(({ id }) => (audits[id]?.score === 0 ? [id] : [])),
  };
}
