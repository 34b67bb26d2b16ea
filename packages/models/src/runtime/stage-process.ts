/** A child process that runs stages for its parent; it ends with the parent. Its one argument holds the options to load them with, as JSON. */
import { CoreError } from '@kessho/core/errors';
import type { PredictionStagesOptions } from './load-prediction-knowledge.js';
import { loadPredictionStages } from './load-prediction-stages.js';
import type { JudgingStages } from '@kessho/core/prediction/stage-types';
import type { AbortCall, StageCall, StageReply } from './stage-messages.js';

const stages = await loadPredictionStages(JSON.parse(process.argv[2] as string) as PredictionStagesOptions);
const running = new Map<number, AbortController>();
const reply = (message: StageReply): void => void process.send?.(message);

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group; the parent decides what to do with it.
process.on('SIGINT', () => undefined);
process.on('message', (message: StageCall | AbortCall) => {
  if ('abort' in message) running.get(message.abort)?.abort();
  else void answer(message);
});

async function answer(call: StageCall): Promise<void> {
  const controller = new AbortController();
  running.set(call.id, controller);
  try {
    reply({ id: call.id, result: await perform(call, controller.signal) });
  } catch (error) {
    const message = error instanceof Error ? (error instanceof CoreError ? error.message : (error.stack ?? error.message)) : String(error);
    reply({ id: call.id, failure: { code: error instanceof CoreError ? error.code : null, message } });
  } finally {
    running.delete(call.id);
  }
}

function perform(call: StageCall, signal: AbortSignal): Promise<unknown> {
  const control = { signal, onProgress: null };
  switch (call.stage) {
    case 'generate':
      return stages.generate(...call.args);
    case 'screen':
      return stages.screen(...call.args, control);
    case 'relax':
      return stages.relax(...call.args, control);
    case 'judge':
      return (stages.judging as JudgingStages).judge(...call.args, control);
  }
}
