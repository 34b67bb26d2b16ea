import { describe, expect, it } from 'vitest';
import type { TextPiece } from './split-text.js';
import { splitFrames, splitJsonObjects, splitLines, wholeText } from './split-text.js';

/** A text in pieces of `size` characters, as a stream may cut it. */
async function* inChunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}

const SPLITTERS = { splitLines, splitJsonObjects, splitFrames, wholeText };

/** The pieces, the same however the text is cut. */
async function piecesOf(name: keyof typeof SPLITTERS, text: string): Promise<TextPiece[]> {
  const results: TextPiece[][] = [];
  for (const size of [1, 3, 7, text.length + 1]) {
    const pieces: TextPiece[] = [];
    for await (const piece of SPLITTERS[name](inChunks(text, size))) pieces.push(piece);
    results.push(pieces);
  }
  const [first = []] = results;
  for (const other of results) expect(other).toEqual(first);
  return first;
}

describe('splitLines', () => {
  it('numbers lines and leaves blank ones out', async () => {
    expect(await piecesOf('splitLines', '\ufeffa\n\nb\r\n  \nc')).toEqual([
      { text: 'a', line: 1 },
      { text: 'b\r', line: 3 },
      { text: 'c', line: 5 },
    ]);
    expect(await piecesOf('splitLines', '\n')).toEqual([]);
  });
});

describe('splitJsonObjects', () => {
  const one = '{"a": "}{]\\"[", "b": [1, {"c": 2}]}';
  it.each([
    ['a list', `[${one},\n ${one}\n]`, [one, one], [1, 2]],
    ['entries', `\n{"entries": [\n${one}, ${one}],\n "more": {"x": [{}]}}`, [one, one], [3, 3]],
    ['data of an answer', `{"data": [${one}], "meta": {"y": [1]}}`, [one], [1]],
    ['one object', one, [one], [1]],
    ['one object with a list', `{"sites": [${one}]}`, [`{"sites": [${one}]}`], [1]],
    ['objects one after another', `${one}\n${one}`, [one, one], [1, 2]],
    ['an empty list', '[ ]', [], []],
    ['nothing', '', [], []],
    ['an object that never ends', `[${one}, {"a": 1`, [one, '{"a": 1'], [1, 1]],
  ])('%s', async (_name, text, expected, lines) => {
    const pieces = await piecesOf('splitJsonObjects', text);
    expect(pieces.map((piece) => piece.text)).toEqual(expected);
    expect(pieces.map((piece) => piece.line)).toEqual(lines);
  });

  it('finds what JSON.parse finds in a long list', async () => {
    const values = Array.from({ length: 300 }, (_, k) => ({ k, text: '"{[\\'.repeat(k % 5), list: [{ k }, []] }));
    const pieces = await piecesOf('splitJsonObjects', JSON.stringify(values, null, 1));
    expect(pieces.map(({ text }) => JSON.parse(text) as unknown)).toEqual(values);
  });
});

describe('splitFrames', () => {
  it('follows the numbers of sites', async () => {
    const frames = ['1\nfirst\nPo 0 0 0', '2\nsecond\nA 0 0 0\nB 1 1 1'];
    expect(await piecesOf('splitFrames', `${frames.join('\n')}\n\n3\ncut off\nA 0 0 0\n`)).toEqual([
      { text: frames[0], line: 1 },
      { text: frames[1], line: 4 },
      { text: '3\ncut off\nA 0 0 0', line: 9 },
    ]);
  });

  it('takes a line that is no number for a record of its own, and goes on behind it', async () => {
    expect(await piecesOf('splitFrames', 'x\n1\nc\nA 0 0 0')).toEqual([
      { text: 'x', line: 1 },
      { text: '1\nc\nA 0 0 0', line: 2 },
    ]);
  });
});

describe('wholeText', () => {
  it('is one piece', async () => {
    expect(await piecesOf('wholeText', 'a\nb')).toEqual([{ text: 'a\nb', line: 1 }]);
  });
});
