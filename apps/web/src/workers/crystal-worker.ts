import { SYMMETRY_TASKS, TASKS } from './crystal-tasks';
import { startSymmetryEngine } from './symmetry-engine';
import type { TaskAnswer, TaskRequest } from './run-task';

/** Runs one task after another beside the page. */
addEventListener('message', ({ data }: MessageEvent<TaskRequest>) => void run(data));

async function run({ id, name, input }: TaskRequest): Promise<void> {
  const answer = (rest: Omit<TaskAnswer, 'id'>) => postMessage({ id, ...rest });
  try {
    if (SYMMETRY_TASKS.includes(name)) await startSymmetryEngine();
    answer({ output: (TASKS[name] as (input: unknown) => unknown)(input) });
  } catch (error) {
    answer({ error: error instanceof Error ? error.message : String(error) });
  }
}
