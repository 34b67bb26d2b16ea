import { clipPolygon, convexPolygon, middleOf } from './convex-polygon';
import type { HullFacet } from './hull-phase';
import type { Point2 } from './place-phases';

/** Where a phase is stable, as a part of the plane of two chemical potentials. */
export interface StabilityRegion {
  readonly id: string;
  /** Chemical potentials of the two elements, eV/atom; two corners for a line. */
  readonly corners: readonly Point2[];
  readonly middle: Point2;
  /** (eV/atom)²; 0 for a phase that holds nothing but the two elements: it is stable on a line. */
  readonly area: number;
}

export interface RegionPhase {
  readonly id: string;
  /** In the order of the potentials. */
  readonly fractions: readonly number[];
}

/** Where the shown part of the plane begins, eV/atom; it ends at 0. */
export type PotentialCorner = Point2;

/** Of what is shown, below the lowest corner: room for regions that go on without end. */
const OPEN_SHARE = 0.2;
/** eV/atom: the least room, for systems without compounds. */
const LEAST_ROOM = 0.5;

/** A part of the plane that holds all corners of stability. @param axes the elements along x and y, by their places in the potentials */
export function shownFrom(facets: readonly HullFacet[], axes: readonly [number, number]): PotentialCorner {
  const lowest = (axis: number): number => Math.min(0, ...facets.map(({ chemicalPotentials }) => chemicalPotentials[axis] ?? 0));
  const [x, y] = [lowest(axes[0]), lowest(axes[1])];
  return [x - Math.max(LEAST_ROOM, -OPEN_SHARE * x), y - Math.max(LEAST_ROOM, -OPEN_SHARE * y)];
}

/**
 * The regions of all stable phases, projected on two of the potentials: the convex hull of a phase's corners and, from each of them, the ways in which
 * the potential of an element that it does not hold falls without end. Regions of phases that hold a third element fill the plane without overlap, as in
 * a predominance diagram (S. Ong et al., Chem. Mater. 20, 1798 (2008), doi:10.1021/cm702327g, draws the same for open elements).
 */
export function stabilityRegions(
  facets: readonly HullFacet[],
  phases: readonly RegionPhase[],
  axes: readonly [number, number],
  from: PotentialCorner,
): StabilityRegion[] {
  const far = -4 * (from[0] + from[1]);
  return phases.flatMap(({ id, fractions }): StabilityRegion[] => {
    const ends = facets
      .filter((facet) => facet.phases.includes(id))
      .map(({ chemicalPotentials }): Point2 => [chemicalPotentials[axes[0]] ?? 0, chemicalPotentials[axes[1]] ?? 0]);
    const [isOpenX, isOpenY] = axes.map((axis) => (fractions[axis] ?? 0) === 0);
    const points = ends.flatMap(([x, y]): Point2[] =>
      [x, ...(isOpenX === true ? [x - far] : [])].flatMap((px) => [y, ...(isOpenY === true ? [y - far] : [])].map((py): Point2 => [px, py])),
    );
    const corners = convexPolygon(clipPolygon(clipPolygon(convexPolygon(points), [-1, 0], -from[0]), [0, -1], -from[1]));
    if (corners.length < 2) return [];
    const { at, area } = middleOf(corners);
    return [{ id, corners, middle: at, area }];
  });
}
