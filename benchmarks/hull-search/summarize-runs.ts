import { volumeAt, type HullRun, type KnownHull } from './hull-run.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** eV/atom: the search has something as low as the known phase, though perhaps another one. */
const AS_LOW = 0.005;

const meV = (energy: number): string => (1000 * energy).toFixed(1);

/** Runs of one system by one method. */
export const methodsOf = (runs: readonly HullRun[]): HullRun['method'][] => [...new Set(runs.map(({ method }) => method))];

/** A Markdown table, one row a system and method: known phases found, and the depth of the hull at a quarter, half and all of the budget, means over the seeds. */
export function summarizeRuns(runs: readonly HullRun[], known: readonly KnownHull[]): string {
  const rows = known.flatMap(({ system, targets, volumeWithin }) =>
    methodsOf(runs.filter((run) => run.system === system)).map((method) => {
      const own = runs.filter((run) => run.system === system && run.method === method);
      const most = Math.max(...own.map(({ relaxations }) => relaxations));
      const found = own.map(({ verdicts }) => verdicts.filter((verdict) => verdict.found !== null).length);
      const asLow = own.map(({ verdicts }) => verdicts.filter(({ lowestOver }) => lowestOver !== null && lowestOver <= AS_LOW).length);
      const volumes = [0.25, 0.5, 1].map((share) => mean(own.map((run) => volumeAt(run, Math.round(share * most)))));
      return [
        system,
        method,
        `${own.length} × ${most}`,
        `${found.join(', ')} of ${targets.length}`,
        asLow.join(', '),
        ...volumes.map(meV),
        `${((100 * (volumes.at(-1) as number)) / volumeWithin).toFixed(0)} %`,
        mean(own.map(({ below }) => below.length)).toFixed(1),
        (own.reduce((sum, run) => sum + run.relaxations, 0) / own.reduce((sum, run) => sum + run.cpuSeconds, 0)).toFixed(1),
      ];
    }),
  );
  const head = [
    'system',
    'method',
    'seeds × relaxations',
    'known phases found',
    'found or as low',
    'hull after a quarter, meV/atom',
    'half',
    'all',
    'of the known hull',
    'phases below the known hull',
    'relaxations a processor second',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What was not found, one line a phase and run. */
export const misses = (runs: readonly HullRun[]): string[] =>
  runs.flatMap(({ system, method, seed, verdicts }) =>
    verdicts
      .filter(({ found }) => found === null)
      .map(
        ({ formula, id, lowestOver, tries }) =>
          `${system} ${method} ${seed}: ${formula} (${id}), ${tries} tries${lowestOver === null ? '' : `, lowest ${meV(lowestOver)} meV/atom above it`}`,
      ),
  );
