import type { PredictionKnowledge } from '@kessho/core/prediction/create-prediction-stages';
import { loadOrderModel } from '../order/load-order-model.js';
import { loadPrototypeLibrary } from '../prototypes/load-prototype-library.js';
import { loadVolumeModel } from '../prototypes/load-volume-model.js';
import { loadKnownCrystals } from '../reference/load-known-crystals.js';
import { loadReferenceSet } from '../reference/load-reference-set.js';
import { lazySurrogate } from '../surrogate/lazy-surrogate.js';
import { loadLetterWeights } from '../symmetry/load-letter-weights.js';
import { loadGeometry } from '../symmetry/load-geometry.js';
import { loadNovelty } from '../symmetry/load-novelty.js';
import { loadPrototypeLikelihood } from '../symmetry/load-prototype-likelihood.js';
import { createOnnxSymmetryModel } from './create-onnx-symmetry-model.js';
import { lazyEnergyModel } from './lazy-energy-model.js';
import { DEFAULT_ENERGY_MODEL } from './default-models.js';
import { loadEnergyModelManifest } from './load-energy-model-manifest.js';
import { loadSymmetryEngineFromPackage } from './load-symmetry-engine.js';
import { modelDirectory } from './model-directory.js';

export interface PredictionStagesOptions {
  /** Threads of one evaluation of the potential. */
  readonly threads: number;
  /** Let the surrogate choose which random crystals the potential is asked about. @default true */
  readonly surrogate?: boolean;
  /** Folder of the potential that decides the order of the finalists; null for the one that searches. @default null */
  readonly judge?: string | null;
}

/**
 * Load what a prediction stands on, as it ships with this package. The potential itself is loaded at its first evaluation.
 * @throws {ModelFileInvalidError} for a file that is not the one its manifest describes
 */
export async function loadPredictionKnowledge({ threads, surrogate = true, judge = null }: PredictionStagesOptions): Promise<PredictionKnowledge> {
  loadSymmetryEngineFromPackage();
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const manifest = await loadEnergyModelManifest(directory);
  const prototypes = loadPrototypeLibrary().library;
  return {
    energyModel: lazyEnergyModel(directory, manifest, { threads }),
    judge: judge === null ? null : lazyEnergyModel(judge, await loadEnergyModelManifest(judge), { threads }),
    surrogate: surrogate ? lazySurrogate() : null,
    geometry: loadGeometry(),
    prototypes,
    likelihood: loadPrototypeLikelihood(),
    novelty: loadNovelty(),
    symmetry: createOnnxSymmetryModel(),
    letterWeights: loadLetterWeights(),
    volumes: loadVolumeModel(),
    references: loadReferenceSet(manifest.id),
    crystals: loadKnownCrystals(prototypes),
    order: loadOrderModel(),
  };
}
