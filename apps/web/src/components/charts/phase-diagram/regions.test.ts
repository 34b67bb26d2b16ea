import { describe, expect, it } from 'vitest';
import { clipPolygon, convexPolygon, middleOf } from './convex-polygon';
import type { HullFacet } from './hull-phase';
import type { Point2 } from './place-phases';
import { sliceFacets, withoutElement } from './slice-facets';
import { shownFrom, stabilityRegions } from './stability-regions';

const SQUARE: readonly Point2[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

describe('convexPolygon', () => {
  it('keeps the corners of a square in order, without what lies inside, on an edge or twice', () => {
    const corners = convexPolygon([...SQUARE, [0.5, 0.5], [0.5, 0], [1, 1]]);
    expect(corners).toEqual(SQUARE);
  });

  it('makes two ends of points on a line, and one of one', () => {
    expect(
      convexPolygon([
        [2, 2],
        [0, 0],
        [1, 1],
      ]),
    ).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(
      convexPolygon([
        [1, 2],
        [1, 2],
      ]),
    ).toEqual([[1, 2]]);
  });
});

describe('clipPolygon', () => {
  it('cuts a square to the half plane x ≤ 0.5, and keeps or drops whole ones', () => {
    expect(middleOf(clipPolygon(SQUARE, [1, 0], 0.5)).area).toBeCloseTo(0.5, 12);
    expect(clipPolygon(SQUARE, [1, 0], 2)).toEqual(SQUARE);
    expect(clipPolygon(SQUARE, [1, 0], -1)).toEqual([]);
  });
});

describe('middleOf', () => {
  it('is the center of mass, not the mean of the corners', () => {
    const { at, area } = middleOf([
      [0, 0],
      [3, 0],
      [0, 3],
    ]);
    expect(area).toBeCloseTo(4.5, 12);
    expect(at[0]).toBeCloseTo(1, 12);
    expect(middleOf([SQUARE[0] ?? [0, 0], SQUARE[1] ?? [0, 0]])).toEqual({ at: [0.5, 0], area: 0 });
  });
});

describe('sliceFacets', () => {
  const fractions: { readonly [id: string]: readonly number[] } = { a: [1, 0, 0, 0], b: [0, 1, 0, 0], c: [0, 0, 1, 0], d: [0, 0, 0, 1] };
  const facet: HullFacet = { phases: ['a', 'b', 'c', 'd'], chemicalPotentials: [0, 0, 0, 0] };

  it('cuts the tetrahedron of the elements in the whole triangle of the others, at any share', () => {
    for (const share of [0, 0.3, 0.9]) {
      const [field, ...rest] = sliceFacets([facet], (id) => fractions[id], 3, share);
      expect(rest).toEqual([]);
      expect(middleOf(field?.corners ?? []).area).toBeCloseTo(Math.sqrt(3) / 4, 9);
    }
  });

  it('leaves out a facet on one side of the plane', () => {
    const high: HullFacet = { phases: ['d', 'e', 'f', 'g'], chemicalPotentials: [0, 0, 0, 0] };
    const other = { ...fractions, e: [0.4, 0, 0, 0.6], f: [0, 0.4, 0, 0.6], g: [0, 0, 0.4, 0.6] } as const;
    const of = (id: string) => other[id as keyof typeof other];
    expect(sliceFacets([high], of, 3, 0.5)).toEqual([]);
    expect(sliceFacets([high], of, 3, 0.8)).toHaveLength(1);
  });

  it('fills the slice without gap or overlap when a compound divides the tetrahedron', () => {
    const all: { readonly [id: string]: readonly number[] } = { ...fractions, e: [0.25, 0.25, 0, 0.5] };
    const divided = ['abce', 'acde', 'bcde', 'abde'].map((ids): HullFacet => ({ phases: [...ids], chemicalPotentials: [0, 0, 0, 0] }));
    const fields = sliceFacets(divided, (id) => all[id], 3, 0.25);
    expect(fields.reduce((sum, { corners }) => sum + middleOf(corners).area, 0)).toBeCloseTo(Math.sqrt(3) / 4, 9);
  });

  it('tells the fractions of the others among themselves', () => {
    expect(withoutElement([0.25, 0.25, 0, 0.5], 3)).toEqual([0.5, 0.5, 0]);
  });
});

describe('stabilityRegions', () => {
  // A–B–C with AC alone, 1 eV/atom below the elements: corners at μ = (0, 0, −2) and (−2, 0, 0).
  const facets: readonly HullFacet[] = [
    { phases: ['A', 'B', 'AC'], chemicalPotentials: [0, 0, -2] },
    { phases: ['B', 'C', 'AC'], chemicalPotentials: [-2, 0, 0] },
  ];
  const phases = [
    { id: 'A', fractions: [1, 0, 0] },
    { id: 'B', fractions: [0, 1, 0] },
    { id: 'C', fractions: [0, 0, 1] },
    { id: 'AC', fractions: [0.5, 0, 0.5] },
  ];

  it('fills the plane with the phases that hold the third element, and draws the others as lines', () => {
    const axes = [0, 1] as const;
    const from = shownFrom(facets, axes);
    expect(from).toEqual([-2.5, -0.5]);
    const regions = new Map(stabilityRegions(facets, phases, axes, from).map((region) => [region.id, region]));
    expect(regions.get('AC')?.area).toBeCloseTo(2 * 0.5, 9);
    expect(regions.get('C')?.area).toBeCloseTo(0.5 * 0.5, 9);
    expect(regions.get('A')).toMatchObject({ area: 0 });
    expect(regions.get('A')?.middle[0]).toBeCloseTo(0, 9);
    expect(regions.get('B')).toMatchObject({ area: 0 });
  });

  it('draws a compound of the two elements as the line of its formation energy', () => {
    const [region] = stabilityRegions(facets, [phases[3] ?? { id: '', fractions: [] }], [0, 2], [-2.5, -2.5]);
    expect(region?.area).toBe(0);
    expect(region?.middle).toEqual([-1, -1]);
  });
});
