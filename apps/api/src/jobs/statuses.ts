import type { ChunkState } from '@kessho/schema/entities/prediction-chunk';
import type { PredictionState } from '@kessho/schema/enums/prediction-enums';
import { isSilent } from './lease.js';

/** The states and what may follow each; `ARCHITECTURE.md` draws them. */
export function mayBecome(from: PredictionState, to: PredictionState): boolean {
  switch (from) {
    case 'queued':
      return to === 'running' || to === 'cancelled' || to === 'failed';
    case 'running':
      return to === 'succeeded' || to === 'cancelled' || to === 'failed';
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return false;
  }
}

/** Work on it may go on. */
export const isLive = (state: PredictionState): boolean => !isFinal(state);

export function isFinal(state: PredictionState): boolean {
  switch (state) {
    case 'queued':
    case 'running':
      return false;
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return true;
  }
}

/** A portion that a worker may take: waiting, or held by one that has fallen silent. */
export function isClaimable(state: ChunkState, silentForMs: number): boolean {
  switch (state) {
    case 'pending':
      return true;
    case 'running':
      return isSilent(silentForMs);
    case 'done':
    case 'failed':
    case 'cancelled':
      return false;
  }
}

/** What was accepted for models that no worker has any more is given up after this. */
export const ORPHAN_MS = 600_000;
