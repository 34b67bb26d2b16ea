import type { ScreenedCandidate, Selection } from '@kessho/core/prediction/stage-types';
import type { EntityManager } from 'typeorm';
import { countRejections } from './count-rejections.js';
import { updateJson } from './insert-json.js';
import { candidateId } from './store-candidates.js';

const COLUMNS = {
  state: 'text',
  rejected_because: 'text',
  duplicate_of_key: 'text',
  screening_tests: 'jsonb',
  energy_per_atom: 'double precision',
  energy_uncertainty_per_atom: 'double precision',
};

export async function storeScreening(manager: EntityManager, predictionId: string, screened: readonly ScreenedCandidate[]): Promise<void> {
  const rows = screened.map(({ key, screening }) => {
    const { tests, duplicateOf, energyPerAtom, surrogate } = screening;
    return {
      id: candidateId(predictionId, key),
      ...verdict(screening),
      duplicate_of_key: duplicateOf,
      screening_tests: tests,
      energy_per_atom: energyPerAtom,
      energy_uncertainty_per_atom: surrogate?.deviationPerAtom ?? null,
    };
  });
  await updateJson(manager, 'candidate', { id: 'uuid' }, COLUMNS, rows);
  const reasons = rows.flatMap(({ state, rejected_because }) => (state === 'duplicate' ? ['duplicate'] : (rejected_because ?? [])));
  await countRejections(
    manager,
    predictionId,
    'screen',
    reasons.map((reason) => [reason, 1] as const),
  );
}

function verdict({ tests, duplicateOf, passed }: ScreenedCandidate['screening']): {
  readonly state: string;
  readonly rejected_because: string | null;
} {
  const failed = tests.find((test) => !test.passed);
  if (failed) return { state: 'rejected', rejected_because: failed.name };
  if (duplicateOf !== null) return { state: 'duplicate', rejected_because: null };
  return passed ? { state: 'screened', rejected_because: null } : { state: 'rejected', rejected_because: 'screening' };
}

/** Repetitions that only show when all portions are seen together. */
export async function storeSelection(manager: EntityManager, predictionId: string, { duplicateOf }: Selection): Promise<void> {
  const rows = Object.entries(duplicateOf).map(([key, kept]) => ({ id: candidateId(predictionId, key), state: 'duplicate', duplicate_of_key: kept }));
  await updateJson(manager, 'candidate', { id: 'uuid' }, { state: 'text', duplicate_of_key: 'text' }, rows);
  await countRejections(manager, predictionId, 'select', rows.length > 0 ? [['duplicate', rows.length]] : []);
}
