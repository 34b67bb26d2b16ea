import { median, wilsonInterval } from '../statistics.js';

/** One search for one known ground state. */
export interface SearchRun {
  readonly id: string;
  readonly formula: string;
  /** Of ours, or a peer's name. */
  readonly method: string;
  readonly seed: string;
  /** When it was found; null where it was not. */
  readonly hit: { readonly relaxations: number; readonly evaluations: number } | null;
  /** Spent in all. */
  readonly relaxations: number;
  readonly evaluations: number;
  /** Lowest energy found less that of the known crystal, eV/atom. */
  readonly lowestOverTruth: number;
  readonly seconds: number;
}

export const methodsOf = (runs: readonly SearchRun[]): string[] => [...new Set(runs.map(({ method }) => method))];

/**
 * A Markdown table, one row a method; relaxations and evaluations are medians over the runs that found the crystal, the median of relaxations also over all runs, where a
 * miss counts as the budget, and means over all of what was spent.
 */
export function summarizeRuns(runs: readonly SearchRun[], budget: number): string {
  const rows = methodsOf(runs).map((method) => {
    const own = runs.filter((run) => run.method === method);
    const hits = own.flatMap(({ hit }) => hit ?? []);
    const [low, high] = wilsonInterval(hits.length, own.length);
    const cell = (values: readonly number[]): string => (values.length === 0 ? '–' : median(values).toFixed(0));
    const spent = own.map(({ hit, relaxations, evaluations }) => hit ?? { relaxations, evaluations });
    const mean = (values: readonly number[]): string => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);
    return [
      method,
      `${hits.length} of ${own.length}`,
      `${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)} %`,
      cell(own.map(({ hit }) => hit?.relaxations ?? budget)),
      cell(hits.map(({ relaxations }) => relaxations)),
      cell(hits.map(({ evaluations }) => evaluations)),
      mean(spent.map(({ relaxations }) => relaxations)),
      mean(spent.map(({ evaluations }) => evaluations)),
    ];
  });
  const head = [
    'method',
    'found',
    '95 %',
    'relaxations, median of all',
    'of those that found it',
    'evaluations of those',
    'relaxations spent, mean',
    'evaluations spent, mean',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
