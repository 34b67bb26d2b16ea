import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ModelFileInvalidError } from './model-errors.js';
import { readVerified } from './read-verified.js';

const directory = mkdtempSync(join(tmpdir(), 'kessho-verified-'));
afterAll(() => rmSync(directory, { recursive: true }));
const content = Buffer.from('weights of a model');
const sha256 = createHash('sha256').update(content).digest('hex');
writeFileSync(join(directory, 'whole.bin'), content);
writeFileSync(join(directory, 'half.bin'), content.subarray(0, 9));

describe('readVerified', () => {
  test('gives the bytes of the file that the manifest names', () => expect(readVerified(directory, { file: 'whole.bin', sha256 })).toEqual(content));

  test.each([
    ['a file cut short', 'half.bin', /half\.bin has sha256 [0-9a-f]{64}, its manifest says/],
    ['a file that is not there', 'none.bin', /Cannot read the model file .*none\.bin/],
  ])('refuses %s, naming it', (_what, file, message) => {
    const read = () => readVerified(directory, { file, sha256 });
    expect(read).toThrow(ModelFileInvalidError);
    expect(read).toThrow(message);
  });
});
