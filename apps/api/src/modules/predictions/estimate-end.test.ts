import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';
import { describe, expect, it } from 'vitest';
import type { StageTimes } from './estimate-end.js';
import { estimateEnd } from './estimate-end.js';

const START = Date.UTC(2026, 10, 21);
const at = (seconds: number): Date => new Date(START + 1000 * seconds);

interface Measured {
  readonly from: number;
  readonly to?: number;
  readonly done?: number;
  readonly total?: number;
}
const stagesOf = (measured: Partial<Record<WorkStage, Measured>>): StageTimes[] =>
  WORK_STAGES.filter((name) => name !== 'reference').map((name) => {
    const { from, to, done = 0, total = 0 } = measured[name] ?? {};
    return { name, done, total, startedAt: from === undefined ? null : at(from), finishedAt: to === undefined ? null : at(to) };
  });
const USUAL = new Map<WorkStage, number>([
  ['propose', 1],
  ['generate', 4],
  ['screen', 20],
  ['select', 1],
  ['relax', 70],
  ['rank', 2],
]);
const RELAXING = { propose: { from: 0, to: 1 }, generate: { from: 1, to: 5 }, screen: { from: 5, to: 25 }, select: { from: 25, to: 26 } };
const secondsLeft = (end: Date | null, now: number): number | null => (end === null ? null : (end.getTime() - at(now).getTime()) / 1000);

describe('estimateEnd', () => {
  it('goes by the rule before anything is measured', () => {
    expect(secondsLeft(estimateEnd(stagesOf({ propose: { from: 0 } }), USUAL, at(0)), 0)).toBeCloseTo(98);
  });

  it('goes by its own pace within the stage at work', () => {
    // A quarter of the relaxations in 30 s: 90 s more, and the ranking.
    const stages = stagesOf({ ...RELAXING, relax: { from: 26, done: 5, total: 20 } });
    expect(secondsLeft(estimateEnd(stages, USUAL, at(56)), 56)).toBeCloseTo(92);
  });

  it('takes a prediction that has been slow so far for one that stays slow', () => {
    const slow = { propose: { from: 0, to: 2 }, generate: { from: 2, to: 10 }, screen: { from: 10, to: 60 }, select: { from: 60, to: 62 } };
    const asUsual = estimateEnd(stagesOf({ ...RELAXING, relax: { from: 26, total: 20 } }), USUAL, at(26));
    const slower = estimateEnd(stagesOf({ ...slow, relax: { from: 62, total: 20 } }), USUAL, at(62));
    expect(secondsLeft(asUsual, 26)).toBeCloseTo(72);
    expect(secondsLeft(slower, 62)).toBeCloseTo((72 * (10 + 62)) / (10 + 26));
  });

  it('knows nothing while a long stage to come was never measured, and does without the ranking', () => {
    const stages = stagesOf({ ...RELAXING, relax: { from: 26, done: 10, total: 20 } });
    expect(estimateEnd(stagesOf({ propose: { from: 0 } }), new Map(), at(1))).toBeNull();
    expect(secondsLeft(estimateEnd(stages, new Map(), at(36)), 36)).toBeCloseTo(10);
  });

  it('never lies in the past', () => {
    const stages = stagesOf({ ...RELAXING, relax: { from: 26, total: 20 } });
    expect(secondsLeft(estimateEnd(stages, USUAL, at(1000)), 1000)).toBeCloseTo(2);
  });
});
