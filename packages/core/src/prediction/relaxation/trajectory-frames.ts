/** What is kept of the way down for a film of it: a few dozen pictures at most, to the precision that the eye can follow. */
import type { RelaxationTrajectory, TrajectoryFrame } from '../stage-types.js';
import type { CellGeometry } from './frechet-cell.js';

/** Pictures of one relaxation; a film of three seconds. */
export const MOST_FRAMES = 24;
/** Decimals of fractions and Å: below a hundredth of a pixel. */
const DECIMALS = 1e5;

const rounded = (numbers: Float64Array): number[] => Array.from(numbers, (x) => Math.round(x * DECIMALS) / DECIMALS);

/** Frames out of the geometries of all steps. Only what is kept is converted. */
export const framesFromGeometries = (geometries: readonly CellGeometry[]): TrajectoryFrame[] =>
  thin(geometries.map((_, step) => step)).map((step) => {
    const { lattice, fracCoords } = geometries[step] as CellGeometry;
    return { step, lattice: rounded(lattice), fracCoords: rounded(fracCoords) };
  });

/** Frames of one relaxation that was continued by another; the first step of the second is the last of the first. */
export const joinFrames = (before: RelaxationTrajectory, after: RelaxationTrajectory): TrajectoryFrame[] => {
  const offset = before.energiesPerAtom.length - 1;
  return thin([...before.frames, ...after.frames.filter(({ step }) => step > 0).map((frame) => ({ ...frame, step: frame.step + offset }))]);
};

/** The first, the last and evenly many between them. */
function thin<Kept>(all: readonly Kept[]): Kept[] {
  if (all.length <= MOST_FRAMES) return [...all];
  return Array.from({ length: MOST_FRAMES }, (_, k) => all[Math.round((k * (all.length - 1)) / (MOST_FRAMES - 1))] as Kept);
}
