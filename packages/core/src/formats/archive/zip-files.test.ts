import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipFiles } from './zip-files.js';

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
