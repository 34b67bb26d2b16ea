import { registerClosedList } from './register-closed-list.js';

export const IMPORT_KINDS = ['files', 'materials-project', 'optimade'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_RUNNERS = ['command', 'worker'] as const;
/** Who works on an import: a command that a person watches, or a worker that takes it from the queue. */
export type ImportRunner = (typeof IMPORT_RUNNERS)[number];

export const ImportKindEnum = registerClosedList(
  'ImportKind',
  IMPORT_KINDS,
  'Where crystals come from: files of the import folder, the Materials Project by its API, an OPTIMADE provider.',
);
export const ImportStateEnum = registerClosedList(
  'ImportState',
  IMPORT_STATES,
  'Life of an import. One that failed or was cancelled goes on where it stood when it is started again.',
);
