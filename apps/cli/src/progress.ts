import type { StageEvent } from '@kessho/core/prediction/predict-structures';
import type { StageName } from '@kessho/core/prediction/stage-types';

export interface ProgressReport {
  readonly onEvent: (event: StageEvent) => void;
  /** Seconds spent in each stage so far. */
  readonly timings: () => { readonly [stage: string]: number };
  readonly finish: () => void;
}

const BAR_WIDTH = 24;

/** Show stages on stderr: a bar that redraws itself on a terminal, one line a stage elsewhere. */
export function reportProgress(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressReport {
  const started = new Map<StageName, number>();
  const ended = new Map<StageName, number>();
  let drawn = false;

  const onEvent = ({ stage, done, total }: StageEvent): void => {
    if (!started.has(stage)) started.set(stage, performance.now());
    if (done === total) ended.set(stage, performance.now());
    const filled = total === 0 ? BAR_WIDTH : Math.round((BAR_WIDTH * done) / total);
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${label}  ${stage.padEnd(10)}${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done}/${total}`);
      drawn = true;
    } else if (done === total) {
      stream.write(`${label}  ${stage.padEnd(10)}${total} ${total === 1 ? 'piece' : 'pieces'}, ${seconds(stage).toFixed(1)} s\n`);
    }
  };
  const seconds = (stage: StageName): number => ((ended.get(stage) ?? performance.now()) - (started.get(stage) ?? performance.now())) / 1000;
  return {
    onEvent,
    timings: () => Object.fromEntries([...started.keys()].map((stage) => [stage, Math.round(1000 * seconds(stage)) / 1000])),
    finish: () => void (drawn && stream.write('\r\u001b[K')),
  };
}
