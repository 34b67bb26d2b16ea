import { ask, type Operation } from './ask-api.js';
import type { Service } from './child-process.js';

export interface Load {
  readonly concurrency: number;
  readonly operations: number;
  readonly perSecond: number;
  /** ms from the request to the last byte of the answer. */
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the API process, ms an operation; null where the system does not tell it. */
  readonly apiCpuMs: number | null;
}

/** Ask the same over and over for a while, `concurrency` requests at a time. @throws {Error} for an answer with errors */
export async function measureLoad(url: string, { cpuMs }: Service, operation: Operation, concurrency: number, seconds: number): Promise<Load> {
  await ask(url, operation);
  const times: number[] = [];
  const cpuBefore = cpuMs();
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - start < 1000 * seconds) {
      const sent = performance.now();
      await ask(url, operation);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const elapsed = (performance.now() - start) / 1000;
  const cpuAfter = cpuMs();
  times.sort((a, b) => a - b);
  const quantile = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN);
  return {
    concurrency,
    operations: times.length,
    perSecond: round(times.length / elapsed),
    p50: quantile(0.5),
    p95: quantile(0.95),
    apiCpuMs: cpuBefore === null || cpuAfter === null ? null : round((cpuAfter - cpuBefore) / times.length),
  };
}

const round = (value: number): number => Number(value.toPrecision(3));
