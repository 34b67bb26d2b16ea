import { readFile } from 'node:fs/promises';
import { installModelPack } from '@kessho/models/packs/install-model-pack';
import { modelsNamed, removePack } from '@kessho/models/packs/installed-models';
import { modelPacksRoot } from '@kessho/models/packs/model-packs-root';
import type { LinePrinter } from '../json-lines.js';
import { UsageError } from '../usage-error.js';

/** `models add FILE…`: install packs; one that is refused does not stop the rest. */
export async function addPacks(files: readonly string[], printer: LinePrinter): Promise<number> {
  if (files.length === 0) throw new UsageError('name a pack: models add FILE.zip');
  for (const file of files) {
    try {
      const { manifest, directory, deviations } = await installModelPack(await readFile(file), file, modelPacksRoot(process.env));
      const { id, license, trainingData } = manifest;
      const agreement = `${deviations.structures} golden structures agree to ${deviations.force.toExponential(1)} eV/Å`;
      printer.print(
        { input: file, model: id, license, trainingData, elements: manifest.elements.length, directory, deviations },
        `${id.name} ${id.version} (${license}) installed in ${directory}; ${agreement}\n`,
      );
    } catch (error) {
      printer.fail(file, error);
    }
  }
  return printer.exitCode();
}

/** `models remove NAME…`: delete packs, all versions where none is named. What comes with this program stays. */
export async function removePacks(words: readonly string[], printer: LinePrinter): Promise<number> {
  if (words.length === 0) throw new UsageError('name a pack: models remove NAME, or NAME@VERSION');
  for (const word of words) {
    const found = modelsNamed(word, modelPacksRoot(process.env));
    const packs = found.filter(({ isPack }) => isPack);
    if (packs.length === 0) throw new UsageError(found.length > 0 ? `${word} comes with this program and cannot be removed` : `there is no pack ${word}; \`kessho models\` lists what is installed`);
    for (const pack of packs) {
      await removePack(pack);
      printer.print({ input: word, removed: { name: pack.name, version: pack.version, directory: pack.directory } }, `${pack.name} ${pack.version} removed\n`);
    }
  }
  return printer.exitCode();
}
