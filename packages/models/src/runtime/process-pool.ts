import { fork, type ChildProcess } from 'node:child_process';

/** What a child process is asked (`serve-calls.ts` answers). */
export interface PoolCall<Call> {
  readonly id: number;
  readonly call: Call;
}

export interface AbortCall {
  readonly abort: number;
}

export type PoolReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: { readonly code: string | null; readonly message: string } };

export interface ProcessPool<Call> {
  /** @param name of the work, for the message of a failure */
  readonly call: (name: string, call: Call, signal: AbortSignal | null) => Promise<unknown>;
  readonly close: () => void;
}

interface Lane {
  readonly child: ChildProcess;
  busy: boolean;
}

/**
 * `size` child processes that run a program of ours, one call each at a time, in the order of the calls; each starts when it is first needed. A child that dies
 * fails its call with the signal's name.
 * @param program its file @param argument what it is started with, as JSON
 */
export function openProcessPool<Call>(program: string, argument: unknown, size: number): ProcessPool<Call> {
  const lanes: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  let nextId = 1;

  const takeLane = (): Promise<Lane> => {
    const free = lanes.find((lane) => !lane.busy) ?? (lanes.length < size ? addLane() : undefined);
    if (!free) return new Promise((resolve) => waiting.push(resolve));
    free.busy = true;
    return Promise.resolve(free);
  };
  const addLane = (): Lane => {
    const child = fork(program, [JSON.stringify(argument)], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    const lane = { child, busy: false };
    lanes.push(lane);
    child.on('exit', () => lanes.splice(lanes.indexOf(lane), 1));
    return lane;
  };
  const giveBack = (lane: Lane): void => {
    const next = waiting.shift();
    if (!next) lane.busy = false;
    else if (lane.child.connected) next(lane);
    else void takeLane().then(next);
  };
  return {
    call: async (name, call, signal) => {
      const lane = await takeLane();
      try {
        return await ask(lane.child, name, { id: nextId++, call }, signal);
      } finally {
        giveBack(lane);
      }
    },
    close: () => lanes.splice(0).forEach(({ child }) => child.kill()),
  };
}

function ask<Call>(child: ChildProcess, name: string, message: PoolCall<Call>, signal: AbortSignal | null): Promise<unknown> {
  const { id } = message;
  return new Promise((resolve, reject) => {
    const abort = (): void => void (child.connected && child.send({ abort: id } satisfies AbortCall));
    const settle = (finish: () => void): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      signal?.removeEventListener('abort', abort);
      finish();
    };
    const onMessage = (reply: PoolReply): void => {
      if (reply.id !== id) return;
      if ('failure' in reply) settle(() => reject(new CallFailure(name, reply.failure)));
      else settle(() => resolve(reply.result));
    };
    const onExit = (code: number | null, killedBy: string | null): void =>
      settle(() => reject(new CallFailure(name, { code: null, message: `the process ended (${killedBy ?? `exit ${code}`})` })));
    child.on('message', onMessage);
    child.on('exit', onExit);
    signal?.addEventListener('abort', abort);
    child.send(message);
  });
}

/** A call failed in a child process. */
export class CallFailure extends Error {
  readonly code: string | null;

  constructor(name: string, { code, message }: { readonly code: string | null; readonly message: string }) {
    super(`${name}: ${message}`);
    this.code = code;
  }
}
