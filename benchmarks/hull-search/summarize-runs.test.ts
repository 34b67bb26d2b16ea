import { expect, it } from 'vitest';
import { drawVolumes } from './draw-volumes.js';
import { volumeAt, type HullRun, type KnownHull } from './hull-run.js';
import { misses, summarizeRuns } from './summarize-runs.js';

const known: KnownHull = {
  system: 'Na-Cl',
  targets: [
    { id: 'mp-1', formula: 'NaCl', nsites: 2, spaceGroup: 225, isStable: true },
    { id: 'mp-2', formula: 'NaCl3', nsites: 8, spaceGroup: 223, isStable: false },
  ],
  tooLarge: [],
  volumeWithin: 0.2,
  volume: 0.2,
  crystals: 10,
  relaxed: 4,
};
const run = (method: HullRun['method'], deepest: number, found: 'same' | null): HullRun => ({
  system: 'Na-Cl',
  method,
  seed: '1',
  relaxations: 100,
  evaluations: 1000,
  phases: 50,
  curve: [
    [10, 0.1],
    [60, deepest],
  ],
  verdicts: [
    { id: 'mp-1', formula: 'NaCl', found: 'same', relaxations: 10, lowestOver: 0, tries: 4 },
    { id: 'mp-2', formula: 'NaCl3', found, relaxations: found === null ? null : 60, lowestOver: 0.012, tries: 3 },
  ],
  below: [],
  cpuSeconds: 20,
  seconds: 60,
});
const runs = [run('hull', 0.2, 'same'), run('random', 0.15, null)];

it('reads the depth of the hull off a stepped curve', () => {
  expect([0, 9, 10, 59, 60, 100].map((at) => volumeAt(runs[0] as HullRun, at))).toEqual([0, 0, 0.1, 0.1, 0.2, 0.2]);
});

it('sums a system and method up in one row', () => {
  const [, , hull, random, ...others] = summarizeRuns(runs, [known]).split('\n');
  expect(others).toEqual([]);
  expect(hull).toBe('| Na-Cl | hull | 1 × 100 | 2 of 2 | 1 | 100.0 | 100.0 | 200.0 | 100 % | 0.0 | 5.0 |');
  expect(random).toBe('| Na-Cl | random | 1 × 100 | 1 of 2 | 1 | 100.0 | 100.0 | 150.0 | 75 % | 0.0 | 5.0 |');
});

it('names what was missed', () => {
  expect(misses(runs)).toEqual(['Na-Cl random 1: NaCl3 (mp-2), 3 tries, lowest 12.0 meV/atom above it']);
});

it('draws a panel a system and a curve a run', () => {
  const svg = drawVolumes(runs, [known, { ...known, system: 'K-Cl' }]);
  expect(svg.match(/<g /g)).toHaveLength(2);
  expect(svg.match(/stroke-width="1.5"/g)).toHaveLength(2);
  expect(svg).toContain('Na-Cl: mean depth of the hull');
  expect(svg).not.toContain('NaN');
});
