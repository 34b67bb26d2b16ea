import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';

/** The job of predictions: "work on this portion". Everything else about it stands in our own tables. */
export const CHUNK_JOB = {
  name: 'prediction-chunk',
  /** Changes with the payload. */
  version: 1,
  /** pg-boss gives up on a delivery after this. Our own lease takes a lost portion over long before. */
  expireInSeconds: 3600,
} as const;

/** "Work on this import". It is done in a process of its own, which holds a lease on the row. */
export const IMPORT_JOB = { name: 'material-import', version: 1, expireInSeconds: 12 * 3600 } as const;

/** "Work on this task of a search", or make the search run. */
export const SEARCH_JOB = { name: 'search-task', version: 1, expireInSeconds: 3600 } as const;

export interface SearchTaskKey {
  readonly searchId: string;
  /** Null to make the search run. */
  readonly taskIndex: number | null;
}

export interface SearchJob extends SearchTaskKey {
  readonly turn: number;
}

export const searchTaskName = ({ searchId, taskIndex }: SearchTaskKey): string => `${searchId}/${taskIndex ?? 'begin'}`;

/** @throws {TypeError} for a payload of another version or shape */
export function searchTaskFromPayload(payload: unknown): SearchTaskKey {
  if (typeof payload === 'object' && payload !== null && 'version' in payload && payload.version === SEARCH_JOB.version) {
    const { searchId, taskIndex } = payload as { searchId?: unknown; taskIndex?: unknown };
    if (typeof searchId === 'string' && (taskIndex === null || typeof taskIndex === 'number')) return { searchId, taskIndex };
  }
  throw new TypeError(`This is no job of version ${SEARCH_JOB.version}: ${JSON.stringify(payload)}`);
}

/** @throws {TypeError} for a payload of another version or shape */
export function importIdFromPayload(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'version' in payload && payload.version === IMPORT_JOB.version) {
    const { importId } = payload as { importId?: unknown };
    if (typeof importId === 'string') return importId;
  }
  throw new TypeError(`This is no job of version ${IMPORT_JOB.version}: ${JSON.stringify(payload)}`);
}

export interface ChunkKey {
  readonly predictionId: string;
  readonly stage: WorkStage;
  readonly chunkIndex: number;
}

/** A portion to be queued. */
export interface ChunkJob extends ChunkKey {
  /** Seconds since 2026 when the prediction should have its turn. */
  readonly turn: number;
}

export const chunkName = ({ predictionId, stage, chunkIndex }: ChunkKey): string => `${predictionId}/${stage}/${chunkIndex}`;

/**
 * Larger goes first: predictions by their turn, and of those with the same turn the one that is further, so that fifty predictions queued at once
 * end one after another instead of all at the last moment.
 */
export const chunkPriority = ({ turn, stage }: ChunkJob): number => WORK_STAGES.indexOf(stage) - WORK_STAGES.length * turn;

/** @throws {TypeError} for a payload of another version or shape */
export function chunkKeyFromPayload(payload: unknown): ChunkKey {
  if (typeof payload === 'object' && payload !== null && 'version' in payload && payload.version === CHUNK_JOB.version) {
    const { predictionId, stage, chunkIndex } = payload as { predictionId?: unknown; stage?: unknown; chunkIndex?: unknown };
    const known = WORK_STAGES.find((name) => name === stage);
    if (typeof predictionId === 'string' && known !== undefined && typeof chunkIndex === 'number') return { predictionId, stage: known, chunkIndex };
  }
  throw new TypeError(`This is no job of version ${CHUNK_JOB.version}: ${JSON.stringify(payload)}`);
}
