import { CreatePredictions1763712000000 } from './1763712000000-create-predictions.js';
import { CreateStructures1763712060000 } from './1763712060000-create-structures.js';
import { CreateApiTokens1763712120000 } from './1763712120000-create-api-tokens.js';
import { AddStructureLikelihood1763712180000 } from './1763712180000-add-structure-likelihood.js';
import { IndexStructuresByModel1763712240000 } from './1763712240000-index-structures-by-model.js';
import { IndexElementsAndSources1763712300000 } from './1763712300000-index-elements-and-sources.js';
import { AddMaterialCrystals1763712600000 } from './1763712600000-add-material-crystals.js';
import { FillMaterialElements1763712660000 } from './1763712660000-fill-material-elements.js';
import { IndexMaterialCrystals1763712720000 } from './1763712720000-index-material-crystals.js';
import { UniteStructuresForOptimade1763714400000 } from './1763714400000-unite-structures-for-optimade.js';

/** Every migration, the oldest first; the list only grows. */
export const MIGRATIONS = [
  CreatePredictions1763712000000,
  CreateStructures1763712060000,
  CreateApiTokens1763712120000,
  AddStructureLikelihood1763712180000,
  IndexStructuresByModel1763712240000,
  IndexElementsAndSources1763712300000,
  AddMaterialCrystals1763712600000,
  FillMaterialElements1763712660000,
  IndexMaterialCrystals1763712720000,
  UniteStructuresForOptimade1763714400000,
] as const;
