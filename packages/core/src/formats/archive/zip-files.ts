import { strToU8, zipSync } from 'fflate';

/** The beginning of the format's calendar, on every clock: equal files make equal archives. */
const MODIFIED = '1980-01-01T00:00:00';

/** Pack texts into a zip archive, in their order, in UTF-8. @param files text by path, folders divided by `/` */
export const zipFiles = (files: ReadonlyMap<string, string>): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])), { level: 6, mtime: MODIFIED, os: 3 });
