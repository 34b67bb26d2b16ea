import { expect, it } from 'vitest';
import { smoothedShares } from './symmetry-frequencies.js';

const tables = { byAnonymous: { AB: { '225': 30, '216': 10 } }, byElementsAndAtoms: { '2:2': { '225': 5, '194': 5 } }, byElements: { '2': { '225': 1, '1': 1 } } };

it('lets the particular table outweigh the general ones and forgets none of them', () => {
  const shares = smoothedShares(tables, { anonymousFormula: 'AB', elements: 2, atoms: 2 }, [1, 2, 3]);
  expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(shares.get(225)).toBeGreaterThan(0.6);
  expect(shares.get(1)).toBeGreaterThan(0);
  expect(shares.get(216)).toBeGreaterThan(shares.get(194) as number);
});

it('falls back to crystals with as many elements', () => {
  const shares = smoothedShares(tables, { anonymousFormula: 'A7B5', elements: 2, atoms: 12 }, [1, 2, 3]);
  expect([...shares]).toEqual([[1, 0.5], [225, 0.5]]);
});
