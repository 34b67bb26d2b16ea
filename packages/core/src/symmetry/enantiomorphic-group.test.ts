import { expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { withoutHandedness } from './enantiomorphic-group.js';
import { spaceGroupSymbol } from './space-group.js';

it('joins exactly the groups whose symbols differ by the sense of a screw axis', () => {
  // Screw axes n_p and n_(n−p) are mirror images: 3_1 and 3_2, 4_1 and 4_3, 6_1 and 6_5, 6_2 and 6_4.
  const mirrored = (symbol: string): string => symbol.replace(/([346])_(\d)/g, (_, n: string, p: string) => `${n}_${Number(n) - Number(p)}`);
  const chiral = Array.from({ length: 230 }, (_, i) => i + 1).filter((n) => !/[-/abcdmne]/.test(spaceGroupSymbol(n).slice(1)) && /^[PIFRC]/.test(spaceGroupSymbol(n)));
  const numberOf = new Map(chiral.filter((n) => spaceGroupSymbol(n).startsWith('P')).map((n) => [spaceGroupSymbol(n), n]));
  for (const [symbol, n] of numberOf) {
    const partner = numberOf.get(mirrored(symbol));
    if (partner !== undefined) expect(withoutHandedness(n)).toBe(Math.min(n, partner));
  }
  expect(Array.from({ length: 230 }, (_, i) => i + 1).filter((n) => withoutHandedness(n) !== n)).toHaveLength(11);
});
