import { CreatePredictions1763712000000 } from './1763712000000-create-predictions.js';
import { CreateStructures1763712060000 } from './1763712060000-create-structures.js';
import { CreateApiTokens1763712120000 } from './1763712120000-create-api-tokens.js';

/** Every migration, the oldest first; the list only grows. */
export const MIGRATIONS = [CreatePredictions1763712000000, CreateStructures1763712060000, CreateApiTokens1763712120000] as const;
