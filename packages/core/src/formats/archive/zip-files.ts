import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import type { ArchivedFile } from './archived-file.js';

/** The beginning of the format's calendar, on every clock: equal files make equal archives. */
const MODIFIED = '1980-01-01T00:00:00';
const LEVEL = 6;
/** UNIX */
const OS = 3;

/** Pack texts into a zip archive, in their order, in UTF-8. @param files text by path, folders divided by `/` */
export const zipFiles = (files: ReadonlyMap<string, string>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])), { level: LEVEL, mtime: MODIFIED, os: OS });

/** The same piece by piece: no more of it is held than the pieces in work. Sizes stand behind each file, as the format allows. */
export async function* zipPieces(files: AsyncIterable<ArchivedFile>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const take = (): Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    ready.push(bytes);
  });
  for await (const { path, pieces } of files) {
    const file = new ZipDeflate(path, { level: LEVEL });
    Object.assign(file, { mtime: MODIFIED, os: OS });
    zip.add(file);
    for await (const text of pieces) {
      file.push(strToU8(text));
      yield* take();
    }
    file.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
