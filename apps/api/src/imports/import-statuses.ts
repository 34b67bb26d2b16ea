import type { ImportRunner, ImportState } from '@kessho/schema/enums/import-enums';
import { isSilent } from '../jobs/lease.js';

/** Work on it may go on by itself. */
export function isImportLive(state: ImportState): boolean {
  switch (state) {
    case 'queued':
    case 'running':
      return true;
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return false;
  }
}

/**
 * An import that may be taken up: waiting, or held by a process that has fallen silent. A command also takes up one that failed or was cancelled,
 * since it is a person who says so; a job of the queue may have been overtaken by the cancellation.
 */
export function isImportClaimable(state: ImportState, silentForMs: number, runner: ImportRunner): boolean {
  switch (state) {
    case 'queued':
      return true;
    case 'failed':
    case 'cancelled':
      return runner === 'command';
    case 'running':
      return isSilent(silentForMs);
    case 'succeeded':
      return false;
  }
}
