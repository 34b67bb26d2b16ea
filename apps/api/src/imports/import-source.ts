import type { RecordFormat } from '@kessho/core/formats/records/read-record';

/** The text of one record, and where it stands. */
export interface RecordText {
  readonly format: RecordFormat;
  readonly text: string;
  /** File, file within an archive, or address. */
  readonly file: string;
  /** Line of the file where the text begins, from 1; null where it stands in no file. */
  readonly line: number | null;
  /** Id of a crystal whose record names none. */
  readonly fallbackId: string;
}

/** A record that is passed over, and why. */
export interface Rejection {
  readonly file: string;
  readonly line: number | null;
  readonly sourceId: string | null;
  readonly code: string;
  readonly message: string;
}

/** Records that are stored together, in the order of the source. */
export interface RecordBatch {
  readonly texts: readonly RecordText[];
  /** What the source itself could not read. */
  readonly rejections: readonly Rejection[];
  /** JSON; where the source goes on after this batch. */
  readonly cursor: unknown;
  /** What is through after this batch, and of how much; bytes of files, records of a provider. */
  readonly done: number;
  readonly total: number | null;
}

/** Somewhere to read records from. A source that is asked to go on from a cursor of its own gives what came after that batch. */
export interface ImportSource {
  /** @throws {ImportError} where it cannot go on at all */
  readonly batches: (cursor: unknown, signal: AbortSignal) => AsyncGenerator<RecordBatch>;
}

/** Why an import as a whole could not go on. */
export class ImportError extends Error {
  constructor(
    readonly code: 'SourceNotFound' | 'SourceEmpty' | 'SourceRefused' | 'SourceUnavailable' | 'SourceMisbehaves' | 'KeyMissing',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ImportError';
  }
}
