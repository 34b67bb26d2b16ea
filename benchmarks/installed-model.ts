import { modelsNamed, type InstalledModel } from '@kessho/models/packs/installed-models';
import { modelPacksRoot } from '@kessho/models/packs/model-packs-root';

/** The one potential on this machine that `NAME` or `NAME@VERSION` means. */
export function installedModel(word: string): InstalledModel {
  const [model, ...others] = modelsNamed(word, modelPacksRoot(process.env));
  if (model === undefined || others.length > 0) throw new Error(`${word} names ${model === undefined ? 'no' : 'more than one'} installed potential; see \`npm run kessho -- models\``);
  return model;
}
