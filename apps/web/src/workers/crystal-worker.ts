import { TASKS } from './crystal-tasks';
import type { TaskAnswer, TaskRequest } from './run-task';

/** Runs one task after another beside the page. */
addEventListener('message', ({ data }: MessageEvent<TaskRequest>) => {
  const answer = (rest: Omit<TaskAnswer, 'id'>) => postMessage({ id: data.id, ...rest });
  try {
    answer({ output: (TASKS[data.name] as (input: unknown) => unknown)(data.input) });
  } catch (error) {
    answer({ error: error instanceof Error ? error.message : String(error) });
  }
});
