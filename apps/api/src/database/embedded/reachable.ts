import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** True where every folder above lets any user pass; the path itself need not exist yet. */
export function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o001) === 0) return false;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    if (folder === dirname(folder)) return true;
  }
}
