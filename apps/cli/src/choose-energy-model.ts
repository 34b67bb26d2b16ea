import { existsSync } from 'node:fs';
import { createOnnxEnergyModel, type OnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { UsageError } from './usage-error.js';

export const MODEL_OPTION = { type: 'string', default: `${DEFAULT_ENERGY_MODEL.name}@${DEFAULT_ENERGY_MODEL.version}` } as const;

/** Load the potential that `--model NAME@VERSION` asks for. */
export async function chooseEnergyModel(word: string, threads: number): Promise<OnnxEnergyModel> {
  const [name = '', version = ''] = word.split('@');
  const isName = (part: string): boolean => /^[\w.-]+$/.test(part) && !part.startsWith('.');
  if (!isName(name) || !isName(version)) throw new UsageError(`--model is NAME@VERSION, not "${word}"`);
  const directory = modelDirectory('energy', name, version);
  if (!existsSync(directory)) throw new UsageError(`there is no potential ${word}; \`kessho models\` lists what is installed`);
  return createOnnxEnergyModel(directory, { threads });
}
