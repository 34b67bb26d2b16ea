import { existsSync } from 'node:fs';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { predictVolumePerAtomOfComposition } from '@kessho/core/prototypes/volume-model';
import { letterWeightsOf, type LetterWeightModel } from '@kessho/core/prediction/symmetry-proposal/letter-weight-model';
import { symmetryFeatures } from '@kessho/core/prediction/symmetry-proposal/symmetry-features';
import type { ReferenceSetLabel } from '@kessho/core/prediction/stage-types';
import type { SearchKnowledge } from '@kessho/core/search/search-knowledge';
import { stableShares } from '@kessho/core/search/stoichiometry/stable-share';
import { loadVolumeModel } from '../prototypes/load-volume-model.js';
import { loadReferenceSet, referenceDirectory } from '../reference/load-reference-set.js';
import { lazySurrogate } from '../surrogate/lazy-surrogate.js';
import { loadGeometry } from '../symmetry/load-geometry.js';
import { loadLetterWeights } from '../symmetry/load-letter-weights.js';
import { loadStableFormulas } from '../symmetry/load-stable-formulas.js';
import { createOnnxSymmetryModel } from './create-onnx-symmetry-model.js';
import { lazyEnergyModel } from './lazy-energy-model.js';
import { loadEnergyModelManifest } from './load-energy-model-manifest.js';
import { loadSymmetryEngineFromPackage } from './load-symmetry-engine.js';

export interface SearchKnowledgeOptions {
  /** Folder of the potential. */
  readonly directory: string;
  /** Threads of one evaluation. */
  readonly threads: number;
}

export interface LoadedSearchKnowledge {
  readonly knowledge: SearchKnowledge;
  readonly energyModel: EnergyModel;
  /** Null where no phases were evaluated with this potential: a search by hull then searches its own elements. */
  readonly referenceSet: ReferenceSetLabel | null;
}

/**
 * Load what a search stands on with a potential; the prototype library is no part of it. The potential itself is loaded at its first evaluation.
 * @param elements of the system, atomic numbers
 * @throws {ModelFileInvalidError} for a file that is not the one its manifest describes
 */
export async function loadSearchKnowledge(
  elements: readonly number[],
  { directory, threads }: SearchKnowledgeOptions,
): Promise<LoadedSearchKnowledge> {
  loadSymmetryEngineFromPackage();
  const manifest = await loadEnergyModelManifest(directory);
  const volumes = loadVolumeModel();
  const surrogate = lazySurrogate();
  const symmetry = createOnnxSymmetryModel();
  let letters: LetterWeightModel | undefined;
  let shareOf: ReturnType<typeof stableShares> | undefined;
  const references = existsSync(referenceDirectory(manifest.id)) ? loadReferenceSet(manifest.id) : null;
  return {
    knowledge: {
      geometry: loadGeometry(),
      volumePerAtomOf: (composition) => predictVolumePerAtomOfComposition(composition, volumes),
      referenceEntries: references?.entriesOf(elements) ?? [],
      // what it learned of another potential's energies says nothing here
      surrogate: surrogate.potential.sha256 === manifest.id.sha256 ? surrogate : null,
      likelySymmetryOf: async (composition) => {
        // no known crystal votes: the model is left with elements and counts
        const { features } = symmetryFeatures(composition, [], symmetry.classes, volumes);
        const { probabilities } = await symmetry.predict(features);
        return symmetry.classes.map((pair, k) => ({ ...pair, probability: probabilities[k] as number }));
      },
      letterWeightsOf: (spaceGroup, cell) => letterWeightsOf((letters ??= loadLetterWeights()), spaceGroup, cell),
      stableShareOf: (composition) => (shareOf ??= stableShares(loadStableFormulas()))(composition),
    },
    energyModel: lazyEnergyModel(directory, manifest, { threads }),
    referenceSet: references?.label ?? null,
  };
}
