import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ArchivedFile } from './archived-file.js';
import { zipFiles, zipPieces } from './zip-files.js';

test('files come back with their paths, and the archive is the same each time', () => {
  const files = new Map([
    ['Fe₂O₃/README.txt', 'Ångström\n'],
    ['Fe₂O₃/cif/01.cif', 'data_x\n'.repeat(1000)],
  ]);
  const archive = zipFiles(files);
  expect(zipFiles(files)).toEqual(archive);
  expect(archive.length).toBeLessThan(1000);
  expect(Object.entries(unzipSync(archive)).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([...files]);
});

test('an archive in pieces holds the same files, and reads no file before the one before it is written', async () => {
  const log: string[] = [];
  async function* lines(name: string, count: number): AsyncGenerator<string> {
    for (let k = 0; k < count; k++) {
      log.push(name);
      yield `${name} ${Math.sqrt(k)}\n`;
    }
  }
  async function* files(): AsyncGenerator<ArchivedFile> {
    yield { path: 'Fe₂O₃/README.txt', pieces: ['Ång', 'ström\n'] };
    yield { path: 'Fe₂O₃/a.txt', pieces: lines('a', 20_000) };
    yield { path: 'Fe₂O₃/b.txt', pieces: lines('b', 3) };
  }
  const pieces: Uint8Array[] = [];
  let writtenBeforeB = 0;
  for await (const piece of zipPieces(files())) {
    pieces.push(piece);
    if (!log.includes('b')) writtenBeforeB += piece.length;
  }
  const archive = Buffer.concat(pieces);
  expect(writtenBeforeB).toBeGreaterThan(0.9 * archive.length - 500);
  const texts = new Map(Object.entries(unzipSync(archive)).map(([path, bytes]) => [path, strFromU8(bytes)]));
  expect([...texts.keys()]).toEqual(['Fe₂O₃/README.txt', 'Fe₂O₃/a.txt', 'Fe₂O₃/b.txt']);
  expect(texts.get('Fe₂O₃/README.txt')).toBe('Ångström\n');
  expect(texts.get('Fe₂O₃/a.txt')?.split('\n')).toHaveLength(20_001);
});
