import type { TaskInput, TaskName, TaskOutput } from './crystal-tasks';

export interface TaskRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
}

export interface TaskAnswer {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: string;
}

let worker: Worker | null = null;
let count = 0;
const waiting = new Map<number, { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void }>();

/** Compute something in the worker, which starts with the first task. @throws {Error} with the words of the core where the input does not allow it */
export function runTask<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<TaskOutput<Name>> {
  const id = ++count;
  const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const request: TaskRequest = { id, name, input };
  startWorker().postMessage(request);
  return answer as Promise<TaskOutput<Name>>;
}

function startWorker(): Worker {
  if (worker !== null) return worker;
  const started = new Worker(new URL('./crystal-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<TaskAnswer>) => {
    const task = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) task?.resolve(data.output);
    else task?.reject(new Error(data.error));
  };
  started.onerror = (event) => {
    // It could not be loaded or broke down: nothing that waits for it will be answered, and the next task starts another.
    worker = null;
    started.terminate();
    waiting.forEach(({ reject }) => reject(new Error(event.message)));
    waiting.clear();
  };
  worker = started;
  return started;
}
