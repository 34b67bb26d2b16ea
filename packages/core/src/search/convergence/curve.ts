import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { hullOfArchive } from '../archive/hull-of-archive.js';
import { lowestPhase } from '../archive/population.js';
import type { CurvePoint, SearchState } from '../search-types.js';
import { hullVolume } from './hull-volume.js';

/** eV/atom; less is no change. */
const CHANGE = 1e-6;

/** The curve with a point more where the best or the hull has changed since the last, or where the search `hasEnded`. */
export function extendCurve(state: SearchState, references: readonly HullEntry[], archiveChanged: boolean, hasEnded: boolean): readonly CurvePoint[] {
  const { curve, phases, request, relaxations, evaluations } = state;
  const last = curve.at(-1);
  if (!archiveChanged && !hasEnded) return curve;
  const hull = request.composition === null && archiveChanged ? hullOfArchive(phases, request, references) : null;
  const point: CurvePoint = {
    relaxations,
    evaluations,
    lowestEnthalpyPerAtom: request.composition === null ? null : (lowestPhase(phases)?.enthalpyPerAtom ?? null),
    hullVolume: hull === null ? (last?.hullVolume ?? null) : hullVolume(hull.diagram),
    phases: phases.length,
  };
  const moved = (now: number | null, before: number | null | undefined): boolean =>
    now !== null && (before == null || Math.abs(now - before) > CHANGE);
  const changed = moved(point.lowestEnthalpyPerAtom, last?.lowestEnthalpyPerAtom) || moved(point.hullVolume, last?.hullVolume);
  return changed || (hasEnded && last?.relaxations !== relaxations) ? [...curve, point] : curve;
}
