import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Answers of other servers on disk, by their address. */
export interface DiskCache {
  /** Null where there is none, or only one that is too old. */
  readonly get: (url: string) => Promise<CachedAnswer | null>;
  readonly put: (url: string, answer: CachedAnswer) => Promise<void>;
}

export interface CachedAnswer {
  readonly text: string;
  readonly retrievedAt: Date;
}

export interface DiskCacheBounds {
  /** Of all files together; the oldest make room. */
  readonly mostBytes: number;
  readonly mostAgeMs: number;
}

/** First line of a file. */
interface CacheHead {
  readonly url: string;
  readonly retrievedAt: string;
}

/** A file an answer: a line that says what of and when, then the text. A file that is damaged counts as none. */
export function diskCache(folder: string, { mostBytes, mostAgeMs }: DiskCacheBounds): DiskCache {
  const pathOf = (url: string): string => join(folder, `${createHash('sha256').update(url).digest('hex')}.txt`);

  /** Delete what is too old, then the oldest until the rest fits. */
  const makeRoom = async (): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
        return { path, size, mtimeMs };
      }),
    );
    let total = 0;
    for (const { path, size, mtimeMs } of files.sort((one, other) => other.mtimeMs - one.mtimeMs)) {
      total += size;
      if (total > mostBytes || Date.now() - mtimeMs > mostAgeMs) await rm(path, { force: true });
    }
  };

  return {
    get: async (url) => {
      const content = await readFile(pathOf(url), 'utf8').catch(() => null);
      const end = content?.indexOf('\n') ?? -1;
      if (content === null || end < 0) return null;
      const head = readHead(content.slice(0, end));
      const retrievedAt = new Date(head?.retrievedAt ?? NaN);
      if (head?.url !== url || !(Date.now() - retrievedAt.getTime() <= mostAgeMs)) return null;
      return { text: content.slice(end + 1), retrievedAt };
    },
    put: async (url, { text, retrievedAt }) => {
      if (text.length > mostBytes) return;
      await mkdir(folder, { recursive: true });
      const head: CacheHead = { url, retrievedAt: retrievedAt.toISOString() };
      const unfinished = join(folder, `${randomUUID()}.part`);
      await writeFile(unfinished, `${JSON.stringify(head)}\n${text}`);
      await rename(unfinished, pathOf(url));
      await makeRoom();
    },
  };
}

function readHead(line: string): Partial<CacheHead> | null {
  try {
    return JSON.parse(line) as Partial<CacheHead>;
  } catch {
    return null;
  }
}
