import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { ImportSource, RecordBatch, RecordText, Rejection } from '../import-source.js';
import type { FileLayout, ImportFile } from './list-files.js';
import { layoutOf } from './list-files.js';
import type { TextPiece } from './split-text.js';
import { RecordTooLongError, splitFrames, splitJsonObjects, splitLines, wholeText } from './split-text.js';

/** Records of a batch at most, and characters after which it ends. */
const BATCH_RECORDS = 256;
const BATCH_CHARACTERS = 2_000_000;

/** After so many records of this file; the files before it are through. */
interface FileCursor {
  readonly file: string;
  readonly records: number;
}

const readCursor = (cursor: unknown): FileCursor | null => {
  if (typeof cursor !== 'object' || cursor === null) return null;
  const { file, records } = cursor as Partial<FileCursor>;
  return typeof file === 'string' && typeof records === 'number' ? { file, records } : null;
};

/** Files one after another, streamed; of an archive the files it holds. A file that breaks off, also within an archive, is rejected from there on, and the next one follows. */
export function fileSource(files: readonly ImportFile[]): ImportSource {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);

  async function* batches(cursor: unknown, signal: AbortSignal): AsyncGenerator<RecordBatch> {
    const past = readCursor(cursor);
    const at = past === null ? -1 : files.findIndex(({ name }) => past.file === name || past.file.startsWith(`${name}/`));
    let before = files.slice(0, Math.max(0, at)).reduce((sum, { bytes }) => sum + bytes, 0);
    let pending: { texts: RecordText[]; rejections: Rejection[]; characters: number } = { texts: [], rejections: [], characters: 0 };
    const take = (end: FileCursor, done: number): RecordBatch => {
      const { texts, rejections } = pending;
      pending = { texts: [], rejections: [], characters: 0 };
      return { texts, rejections, cursor: end, done, total };
    };

    for (const file of files.slice(Math.max(0, at))) {
      // Of the file in which the cursor stands, what is stored is read again but not handed out.
      let skippedTo = past !== null && (past.file === file.name || past.file.startsWith(`${file.name}/`)) ? past : null;
      let position: FileCursor = { file: file.name, records: 0 };
      let bytes = 0;
      try {
        for await (const piece of piecesOf(file)) {
          signal.throwIfAborted();
          if ('failure' in piece) {
            if (pending.texts.length > 0) yield take(position, before + bytes);
            pending.rejections.push(rejectionOf(piece.failure, { file: piece.file, records: piece.file === position.file ? position.records : 0 }));
            continue;
          }
          bytes = piece.bytesRead;
          position = piece.file === position.file ? { file: piece.file, records: position.records + 1 } : { file: piece.file, records: 1 };
          if (skippedTo !== null) {
            if (position.file !== skippedTo.file || position.records < skippedTo.records) continue;
            const isLast = position.records === skippedTo.records;
            skippedTo = null;
            if (isLast) continue;
          }
          pending.texts.push({
            format: piece.format,
            text: piece.text,
            file: piece.file,
            line: piece.line,
            fallbackId: idOf(piece, position.records),
          });
          pending.characters += piece.text.length;
          if (pending.texts.length >= BATCH_RECORDS || pending.characters >= BATCH_CHARACTERS) yield take(position, before + bytes);
        }
        if (position.records === 0) throw new EmptyFileError();
      } catch (error) {
        if (signal.aborted) throw error;
        // What came before is a batch of its own, so that rejections stand in the order of the source.
        if (pending.texts.length > 0) yield take(position, before + bytes);
        pending.rejections.push(rejectionOf(error, position));
      }
      before += file.bytes;
    }
    const last = files.at(-1);
    if (last !== undefined) yield take({ file: last.name, records: Number.MAX_SAFE_INTEGER }, total);
  }
  return { batches };
}

/** `folder/NaCl.cif`; with a number where the file holds many. */
const idOf = ({ file, records }: FilePiece, ordinal: number): string => (records === 'whole' ? file : `${file}#${ordinal}`);

class EmptyFileError extends Error {}

function rejectionOf(error: unknown, { file, records }: FileCursor): Rejection {
  const base = { file, line: null, sourceId: null };
  if (error instanceof EmptyFileError) return { ...base, code: 'FileEmpty', message: 'The file holds no record' };
  const message = `${error instanceof Error ? error.message : String(error)}; of this file ${records} records were read`;
  if (error instanceof RecordTooLongError) return { ...base, line: error.line, code: 'RecordTooLong', message };
  return { ...base, code: 'FileUnreadable', message };
}

interface FilePiece extends TextPiece {
  readonly file: string;
  readonly format: RecordText['format'];
  readonly records: 'lines' | 'objects' | 'frames' | 'whole';
  /** Of the file on disk, so far. */
  readonly bytesRead: number;
}

/** A file of an archive that cannot be read; the others can. */
interface BrokenEntry {
  readonly file: string;
  readonly failure: unknown;
}

async function* piecesOf(file: ImportFile): AsyncGenerator<FilePiece | BrokenEntry> {
  const layout = layoutOf(file.name);
  if (layout === null) return;
  if (layout.records === 'archive') {
    yield* piecesOfArchive(file);
    return;
  }
  const raw = createReadStream(file.path, { highWaterMark: 1 << 18 });
  try {
    for await (const piece of split(decompressed(raw, file.name), layout)) yield { ...piece, ...layout, file: file.name, bytesRead: raw.bytesRead };
  } finally {
    raw.destroy();
  }
}

async function* piecesOfArchive(file: ImportFile): AsyncGenerator<FilePiece | BrokenEntry> {
  const archive = await openPromise(file.path, { autoClose: false, lazyEntries: true });
  let bytesRead = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      const layout = layoutOf(entry.fileName);
      if (layout !== null && layout.records !== 'archive' && !entry.fileName.endsWith('/')) {
        const name = `${file.name}/${entry.fileName}`;
        try {
          const stream = await archive.openReadStreamPromise(entry);
          for await (const piece of split(decompressed(stream, name), layout)) yield { ...piece, ...layout, file: name, bytesRead };
        } catch (failure) {
          yield { file: name, failure };
        }
      }
      bytesRead += entry.compressedSize;
    }
  } finally {
    archive.close();
  }
}

function decompressed(raw: Readable, name: string): AsyncIterable<string> {
  if (!/\.gz$/i.test(name)) return raw.setEncoding('utf8') as AsyncIterable<string>;
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  raw.on('error', (error) => gunzip.destroy(error));
  return raw.pipe(gunzip).setEncoding('utf8') as AsyncIterable<string>;
}

function split(chunks: AsyncIterable<string>, { records }: Exclude<FileLayout, { records: 'archive' }>): AsyncGenerator<TextPiece> {
  switch (records) {
    case 'lines':
      return splitLines(chunks);
    case 'objects':
      return splitJsonObjects(chunks);
    case 'frames':
      return splitFrames(chunks);
    case 'whole':
      return wholeText(chunks);
  }
}
