import { modelsNamed, type InstalledModel } from '@kessho/models/packs/installed-models';
import { modelPacksRoot } from '@kessho/models/packs/model-packs-root';
import { createOnnxEnergyModel, type OnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { UsageError } from './usage-error.js';

export const MODEL_OPTION = { type: 'string', default: `${DEFAULT_ENERGY_MODEL.name}@${DEFAULT_ENERGY_MODEL.version}` } as const;

/** Load the potential that `--model NAME[@VERSION]` asks for. @throws {UsageError} */
export const chooseEnergyModel = (word: string, threads: number): Promise<OnnxEnergyModel> => createOnnxEnergyModel(findModel('model', word).directory, { threads });

/** The installed potential that an option names. @throws {UsageError} for none, or several versions */
export function findModel(option: string, word: string): InstalledModel {
  if (!/^[\w.-]+(@[\w.-]+)?$/.test(word)) throw new UsageError(`--${option} is NAME or NAME@VERSION, not "${word}"`);
  const found = modelsNamed(word, modelPacksRoot(process.env));
  const [model] = found;
  if (model === undefined) throw new UsageError(`there is no potential ${word}; \`kessho models\` lists what is installed, \`kessho models add FILE\` installs a pack`);
  if (found.length > 1) throw new UsageError(`--${option} ${word} may be ${found.map(({ name, version }) => `${name}@${version}`).join(' or ')}`);
  return model;
}
