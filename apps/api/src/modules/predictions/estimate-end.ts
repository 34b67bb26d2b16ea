import type { WorkStage } from '@kessho/schema/enums/prediction-enums';

/** What is measured of one stage of a running prediction. */
export interface StageTimes {
  readonly name: WorkStage;
  readonly done: number;
  readonly total: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Seconds that each stage takes as a rule; a stage that never ended before is missing. */
export type UsualSeconds = ReadonlyMap<WorkStage, number>;

/** Seconds of agreement with the rule that a prediction begins with: the first short stages say little about the long ones. */
const TRUST_IN_THE_RULE = 10;
/** A share of a stage below this gives no pace. */
const LEAST_SHARE = 0.02;

/**
 * When a running prediction will end: the stage at work by its own pace, those to come by what they usually take, scaled by how fast this prediction
 * has been so far. Ranking counts as nothing until it has been measured once: it takes seconds.
 *
 * @param stages those of the prediction, in order
 * @returns null where a stage to come has no measured time
 */
export function estimateEnd(stages: readonly StageTimes[], usual: UsualSeconds, now: Date): Date | null {
  const finished = stages.filter(({ finishedAt }) => finishedAt !== null);
  const measured = finished.filter(({ name }) => usual.has(name));
  const rule = TRUST_IN_THE_RULE + sum(measured.map(({ name }) => usual.get(name) ?? 0));
  const slowness = (TRUST_IN_THE_RULE + sum(measured.map((stage) => secondsOf(stage, now)))) / rule;
  const expected = (name: WorkStage): number | null => {
    const seconds = usual.get(name);
    return seconds === undefined ? (name === 'rank' ? 0 : null) : slowness * seconds;
  };
  let remaining = 0;
  for (const stage of stages.filter(({ finishedAt }) => finishedAt === null)) {
    const seconds = remainingSeconds(stage, expected(stage.name), now);
    if (seconds === null) return null;
    remaining += seconds;
  }
  return new Date(now.getTime() + 1000 * remaining);
}

/** @param expected seconds of the whole stage; null where nothing is known */
function remainingSeconds(stage: StageTimes, expected: number | null, now: Date): number | null {
  if (stage.startedAt === null) return expected;
  const elapsed = secondsOf(stage, now);
  const share = stage.total === 0 ? 0 : stage.done / stage.total;
  if (share >= LEAST_SHARE) return (elapsed * (1 - share)) / share;
  return expected === null ? null : Math.max(0, expected - elapsed);
}

const secondsOf = ({ startedAt, finishedAt }: StageTimes, now: Date): number =>
  startedAt === null ? 0 : Math.max(0, ((finishedAt ?? now).getTime() - startedAt.getTime()) / 1000);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
