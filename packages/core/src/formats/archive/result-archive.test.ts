import { expect, it } from 'vitest';
import { documentPieces } from './result-archive.js';

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

it.each([
  ['no page', []],
  ['an empty page', [[]]],
  ['several pages', [[{ rank: 1, lattice: [[1, 0], [0, 1]], text: 'a\nb' }], [], [{ rank: 2 }, { rank: 3, nothing: null }]]], // prettier-ignore
])('writes a document whose list comes in %s as JSON.stringify would', async (_, pages: readonly (readonly object[])[]) => {
  const head = { schemaVersion: 1, composition: 'NaCl', models: [{ name: 'a' }], funnel: null };
  expect(await textOf(documentPieces(head, 'structures', pages))).toBe(`${JSON.stringify({ ...head, structures: pages.flat() }, null, 2)}\n`);
});
