import type { EnergyModelManifest } from '@kessho/models/manifest';
import type { InstalledModel } from '@kessho/models/packs/installed-models';
import { installedModels, modelsNamed } from '@kessho/models/packs/installed-models';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadEnergyModelManifest } from '@kessho/models/runtime/load-energy-model-manifest';

/** A potential on this machine that may decide the order of finalists. */
export interface Judge {
  readonly directory: string;
  readonly manifest: EnergyModelManifest;
}

/** Those that are installed: looked up each time, since packs come and go while the server runs. */
export interface Judges {
  readonly installed: () => Promise<Judge[]>;
  /** Those that `NAME` or `NAME@VERSION` may mean: one, none, or several versions. */
  readonly named: (word: string) => Promise<Judge[]>;
}

/** For stages that are not ours to choose a judge for. */
export const NO_JUDGES: Judges = { installed: async () => [], named: async () => [] };

/** @param root folder of the packs */
export const judgesBelow = (root: string): Judges => ({
  installed: () => judgesOf(installedModels(root)),
  named: (word) => judgesOf(modelsNamed(word, root)),
});

const judgesOf = (models: readonly InstalledModel[]): Promise<Judge[]> =>
  Promise.all(models.filter(searchesNot).map(async ({ directory }) => ({ directory, manifest: await loadEnergyModelManifest(directory) })));

const searchesNot = ({ name, version }: InstalledModel): boolean => name !== DEFAULT_ENERGY_MODEL.name || version !== DEFAULT_ENERGY_MODEL.version;

/** Names the models of a prediction with a judge: no worker without that judge takes it. */
export const judgedVersion = (modelsVersion: string, { manifest: { id } }: Judge): string => `${modelsVersion}+${id.name}@${id.version}:${id.sha256}`;
