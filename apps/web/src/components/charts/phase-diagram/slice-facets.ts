import { convexPolygon } from './convex-polygon';
import type { HullFacet } from './hull-phase';
import type { Point2 } from './place-phases';
import { barycentric, TRIANGLE } from './place-phases';

/** Where a plane of constant share of one element cuts a facet: a field in which its phases coexist. */
export interface SliceField {
  readonly facet: HullFacet;
  /** In the triangle of the other three elements, `TRIANGLE`. */
  readonly corners: readonly Point2[];
}

/** The fractions of the other elements among themselves. */
export const withoutElement = (fractions: readonly number[], element: number): number[] => {
  const others = fractions.filter((_, k) => k !== element);
  const total = others.reduce((sum, fraction) => sum + fraction, 0);
  return others.map((fraction) => fraction / total);
};

/**
 * Cut the hull of four elements where one of them has a fixed share. Every pair of phases of a facet on two sides of the plane gives a point of the cut,
 * and the cut is their convex hull.
 * @param fractionsOf atom fractions of a phase by its id
 * @param share in (0, 1): at 1 all other elements are gone
 */
export function sliceFacets(
  facets: readonly HullFacet[],
  fractionsOf: (id: string) => readonly number[] | undefined,
  element: number,
  share: number,
): SliceField[] {
  return facets.flatMap((facet): SliceField[] => {
    const members = facet.phases.flatMap((id) => {
      const fractions = fractionsOf(id);
      return fractions === undefined ? [] : [fractions];
    });
    const crossings = members.flatMap((one, place) => members.slice(place).flatMap((other) => crossing(one, other, element, share)));
    const corners = convexPolygon(crossings);
    return corners.length < 3 ? [] : [{ facet, corners }];
  });
}

/** The point between two phases that has the share; none where both lie on one side. */
function crossing(one: readonly number[], other: readonly number[], element: number, share: number): Point2[] {
  const [from, to] = [(one[element] ?? 0) - share, (other[element] ?? 0) - share];
  if (from * to > 0 || (from === to && from !== 0)) return [];
  const weight = from === to ? 0 : from / (from - to);
  const fractions = one.map((fraction, k) => fraction + weight * ((other[k] ?? 0) - fraction));
  return [barycentric(TRIANGLE, withoutElement(fractions, element))];
}
