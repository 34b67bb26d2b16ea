import { existsSync, readdirSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { modelDirectory } from '../runtime/model-directory.js';

/** A potential on this machine. */
export interface InstalledModel {
  readonly name: string;
  readonly version: string;
  readonly directory: string;
  /** In a folder of the user, not of this package. */
  readonly isPack: boolean;
}

/** All potentials: those of this package, then the packs below `root`, each by name and version. */
export function installedModels(root: string): InstalledModel[] {
  const below = (folder: string, isPack: boolean): InstalledModel[] =>
    namesIn(folder).flatMap((name) => namesIn(join(folder, name)).map((version) => ({ name, version, directory: join(folder, name, version), isPack })));
  return [...below(modelDirectory('energy', '.', '.'), false), ...below(root, true)];
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .sort()
    : [];

/** Those that `NAME` or `NAME@VERSION` may mean: one, none, or several versions. */
export function modelsNamed(word: string, root: string): InstalledModel[] {
  const at = word.lastIndexOf('@');
  const [name, version] = at <= 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
  return installedModels(root).filter((model) => model.name === name && (version === null || model.version === version));
}

/** Delete a pack, and the folder of its name where that was the last version. */
export async function removePack({ directory }: InstalledModel): Promise<void> {
  await rm(directory, { recursive: true });
  if (namesIn(dirname(directory)).length === 0) await rmdir(dirname(directory));
}
