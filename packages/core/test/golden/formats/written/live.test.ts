import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import '../../../load-symmetry.js';
import { disagreements, type ReadText } from './disagreements.js';
import { writtenTexts } from './written-texts.js';

/**
 * What `written.test.ts` remembers, asked anew of the programs that are here (`read_live.py`): a new version of one of them may read otherwise. Without any, as
 * on most machines, there is nothing to ask; continuous integration installs some (`.ci/run`).
 */
const PYTHON = process.env['KESSHO_TEST_PYTHON'] ?? 'python3';
const has = (module: string): boolean => spawnSync(PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
const found = ['ase', 'gemmi'].filter(has);

test.skipIf(found.length === 0)(
  found.length === 0 ? 'programs read what is written: neither ASE nor gemmi can be imported' : `programs read what is written: ${found.join(', ')}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kessho-written-'));
    try {
      const texts = join(folder, 'texts.json');
      writeFileSync(texts, JSON.stringify(writtenTexts()));
      const program = fileURLToPath(new URL('read_live.py', import.meta.url));
      const { status, stdout, stderr } = spawnSync(PYTHON, [program, texts], { encoding: 'utf8', maxBuffer: 2 ** 28 });
      expect([status, stderr]).toEqual([0, '']);
      const { texts: read } = JSON.parse(stdout) as { readonly texts: readonly ReadText[] };
      expect(disagreements(read)).toEqual([]);
      const readers = new Set(read.flatMap(({ readings }) => readings.map(({ program: reader }) => reader.toLowerCase())));
      expect([...readers].filter((reader) => reader !== 'cod-tools').sort()).toEqual(found);
      expect(read.filter(({ readings }) => readings.length > 0).length).toBeGreaterThan(0.3 * read.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);
