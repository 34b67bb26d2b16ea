import { unzipSync } from 'fflate';
import { ModelPackError } from './model-pack-error.js';

/** Bytes of all files together; the largest potentials have some 100 MB. */
const MOST_BYTES = 2 ** 30;
const MOST_FILES = 20;
/** Plain names: a pack has no folders. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * The files of a zip archive, by name.
 * @throws {ModelPackError} `ModelPackDamaged` for what is no archive or is cut short, `ModelPackUnsafe` for a name that is more than a file name, for a name
 * that occurs twice, or for more than the archive may hold
 */
export function unzipPack(archive: Uint8Array, place: string): ReadonlyMap<string, Uint8Array> {
  const names: string[] = [];
  let bytes = 0;
  let unzipped: Readonly<Record<string, Uint8Array>>;
  try {
    unzipped = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        if (!SAFE_NAME.test(name)) throw new ModelPackError('ModelPackUnsafe', `${place} holds the path ${JSON.stringify(name.slice(0, 200))}; a pack holds plain file names`);
        if (names.includes(name)) throw new ModelPackError('ModelPackUnsafe', `${place} holds ${name} twice`);
        names.push(name);
        bytes += originalSize;
        if (bytes > MOST_BYTES || names.length > MOST_FILES)
          throw new ModelPackError('ModelPackUnsafe', `${place} would unpack to ${names.length} files of ${bytes} bytes or more; at most ${MOST_FILES} and ${MOST_BYTES} are let in`);
        return true;
      },
    });
  } catch (cause) {
    if (cause instanceof ModelPackError) throw cause;
    throw new ModelPackError('ModelPackDamaged', `${place} is not a zip archive, or is cut short`, { cause });
  }
  return new Map(Object.entries(unzipped));
}
