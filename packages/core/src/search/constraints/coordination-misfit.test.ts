import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { createStructure } from '../../crystal/structure.js';
import type { SearchRequest } from '../search-types.js';
import { brokenResult } from './broken-result.js';
import { coordinationMisfit } from './coordination-misfit.js';
import { DEFAULT_CONSTRAINTS } from './search-constraints.js';

/** Rutile TiO2: Ti by six O, O by three Ti. */
const RUTILE = createStructure(
  {
    vectors: [
      [4.594, 0, 0],
      [0, 4.594, 0],
      [0, 0, 2.959],
    ],
  },
  [22, 22, 8, 8, 8, 8],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.305, 0.305, 0],
    [0.695, 0.695, 0],
    [0.195, 0.805, 0.5],
    [0.805, 0.195, 0.5],
  ],
);
const limit = (atomicNumber: number, neighbor: number | null, least: number, most = least) => ({ atomicNumber, neighbor, least, most });

describe('coordinationMisfit', () => {
  it.each([
    ['Ti:6', [limit(22, null, 6)], 0],
    ['Ti-O:6', [limit(22, 8, 6)], 0],
    ['Ti-Ti:0', [limit(22, 22, 0)], 0],
    ['O-Ti:3', [limit(8, 22, 3)], 0],
    ['Ti:4', [limit(22, null, 4)], 2],
    ['Ti:7-8', [limit(22, null, 7, 8)], 1],
    ['Ti:4-6', [limit(22, null, 4, 6)], 0],
    ['Ti:4 and O:3', [limit(22, null, 4), limit(8, 22, 3)], (2 * 2 + 4 * 0) / 6],
    ['of an element that is not there', [limit(14, null, 4)], 0],
  ])('of rutile, %s', (_, limits, misfit) => {
    expect(coordinationMisfit(RUTILE, limits)).toBeCloseTo(misfit, 12);
  });
});

describe('brokenResult', () => {
  const request = (least: number, change: Partial<SearchRequest> = {}) => ({
    elements: [8, 22],
    composition: parseFormula('TiO2'),
    ...change,
    constraints: { ...DEFAULT_CONSTRAINTS, coordination: [limit(22, 8, least)] },
  });

  it('tells what a relaxed crystal breaks', () => {
    expect(brokenResult(RUTILE, RUTILE, request(6))).toBeNull();
    expect(brokenResult(RUTILE, RUTILE, request(4))).toBe('other-coordination');
  });

  it('asks nothing of the ends of a hull', () => {
    const titanium = { ...RUTILE, atomicNumbers: RUTILE.atomicNumbers.map(() => 22) };
    expect(brokenResult(titanium, titanium, request(4, { composition: null }))).toBeNull();
    expect(brokenResult(RUTILE, RUTILE, request(4, { composition: null }))).toBe('other-coordination');
  });
});
