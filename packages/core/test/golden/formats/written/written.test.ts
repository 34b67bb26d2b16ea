import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import '../../../load-symmetry.js';
import { disagreements, type ReadText } from './disagreements.js';
import reference from './reference.json' with { type: 'json' };
import { writtenTexts } from './written-texts.js';

/**
 * Other programs have read what we write, once: `reference.json` holds the hash of each text and what they read in it. Writers are deterministic, so an
 * equal hash is an equal reading, on machines without those programs too. Where a writer changes, `generate.sh` asks the programs again.
 */
const texts = writtenTexts();

// For the generator, which takes the texts from here.
const target = process.env['KESSHO_WRITTEN_TEXTS'];
if (target !== undefined) writeFileSync(target, JSON.stringify(texts));

test('every text is the one that was read', () => {
  const hashes = new Map(reference.texts.map(({ name, format, sha256 }) => [`${name}, ${format}`, sha256]));
  const changed = texts.filter(({ name, format, text }) => hashes.get(`${name}, ${format}`) !== createHash('sha256').update(text).digest('hex'));
  expect(changed.map(({ name, format }) => `${name}, ${format}`)).toEqual([]);
  expect(texts).toHaveLength(reference.texts.length);
});

test('every program reads the crystal that was written, with its labels', () => {
  expect(disagreements(reference.texts as readonly ReadText[])).toEqual([]);
});

test('each format was read by at least one program', () => {
  expect(reference.texts.filter(({ readings }) => readings.length === 0)).toEqual([]);
});
