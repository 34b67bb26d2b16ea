import { CreatePredictions1763712000000 } from './1763712000000-create-predictions.js';
import { CreateStructures1763712060000 } from './1763712060000-create-structures.js';
import { CreateApiTokens1763712120000 } from './1763712120000-create-api-tokens.js';
import { AddStructureLikelihood1763712180000 } from './1763712180000-add-structure-likelihood.js';
import { IndexStructuresByModel1763712240000 } from './1763712240000-index-structures-by-model.js';
import { IndexElementsAndSources1763712300000 } from './1763712300000-index-elements-and-sources.js';
import { AddMaterialCrystals1763712600000 } from './1763712600000-add-material-crystals.js';
import { FillMaterialElements1763712660000 } from './1763712660000-fill-material-elements.js';
import { IndexMaterialCrystals1763712720000 } from './1763712720000-index-material-crystals.js';
import { CreateWorkers1763713200000 } from './1763713200000-create-workers.js';
import { CreateSearches1763713260000 } from './1763713260000-create-searches.js';
import { AddSourceKeysAndFingerprints1763713800000 } from './1763713800000-add-source-keys-and-fingerprints.js';
import { FillSourceKeys1763713860000 } from './1763713860000-fill-source-keys.js';
import { IndexSourceKeys1763713920000 } from './1763713920000-index-source-keys.js';
import { UniteStructuresForOptimade1763714400000 } from './1763714400000-unite-structures-for-optimade.js';
import { CreateOptimadeSearches1763715600000 } from './1763715600000-create-optimade-searches.js';
import { AddJudgements1763716200000 } from './1763716200000-add-judgements.js';
import { IndexChemicalSystems1763716260000 } from './1763716260000-index-chemical-systems.js';
import { KeySearches1795309200000 } from './1795309200000-key-searches.js';
import { CreateMembers1795312800000 } from './1795312800000-create-members.js';
import { CreateComments1795312860000 } from './1795312860000-create-comments.js';
import { CreateWebhooks1795312920000 } from './1795312920000-create-webhooks.js';
import { CreateProjects1795312980000 } from './1795312980000-create-projects.js';
import { AddRelaxedReferences1795316400000 } from './1795316400000-add-relaxed-references.js';
import { RecordStarters1795320120000 } from './1795320120000-record-starters.js';
import { KeepFormerWebhookKeys1795320180000 } from './1795320180000-keep-former-webhook-keys.js';

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
  CreateWorkers1763713200000,
  CreateSearches1763713260000,
  AddSourceKeysAndFingerprints1763713800000,
  FillSourceKeys1763713860000,
  IndexSourceKeys1763713920000,
  UniteStructuresForOptimade1763714400000,
  CreateOptimadeSearches1763715600000,
  AddJudgements1763716200000,
  IndexChemicalSystems1763716260000,
  KeySearches1795309200000,
  CreateMembers1795312800000,
  CreateComments1795312860000,
  CreateWebhooks1795312920000,
  CreateProjects1795312980000,
  AddRelaxedReferences1795316400000,
  RecordStarters1795320120000,
  KeepFormerWebhookKeys1795320180000,
] as const;
