import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelFileInvalidError } from './model-errors.js';

/** A file as the manifest beside it names it. */
export interface VerifiedFile {
  readonly file: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Bytes of a file whose hash is known. @throws {ModelFileInvalidError} where it cannot be read, or has another hash: changed, or cut short */
export function readVerified(directory: string, { file, sha256 }: VerifiedFile): Buffer {
  const path = join(directory, file);
  const bytes = readModelFile(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new ModelFileInvalidError(`${path} has sha256 ${found}, its manifest says ${sha256}: the file was changed or cut short`);
  return bytes;
}

/** @throws {ModelFileInvalidError} naming the path */
export function readModelFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ModelFileInvalidError(`Cannot read the model file ${path}`, { cause });
  }
}
