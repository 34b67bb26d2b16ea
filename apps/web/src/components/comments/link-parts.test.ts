import { describe, expect, it } from 'vitest';
import { linkParts } from './link-parts';

const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? []);

describe('linkParts', () => {
  it.each([
    ['see https://papers.example/PhysRevB.65.104104, p. 3', ['https://papers.example/PhysRevB.65.104104']],
    ['(https://en.wikipedia.org/wiki/Perovskite_(structure))', ['https://en.wikipedia.org/wiki/Perovskite_(structure)']],
    ['(see https://a.example/x).', ['https://a.example/x']],
    ['http://a.example and https://b.example/?q=1&r=2#s!', ['http://a.example/', 'https://b.example/?q=1&r=2#s']],
    ['参照：https://a.example/結晶。', ['https://a.example/%E7%B5%90%E6%99%B6']],
    ['javascript:alert(1) data:text/html,x ftp://a.example //a.example <b>bold</b>', []],
    ['https://', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('keeps line breaks and markup as they were written', () => {
    const text = 'one\n\ntwo <script>alert(1)</script>';
    expect(linkParts(text)).toEqual([{ text, href: null }]);
  });
});
