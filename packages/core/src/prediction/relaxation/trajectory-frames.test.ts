import { describe, expect, it } from 'vitest';
import { framesFromGeometries, joinFrames, MOST_FRAMES } from './trajectory-frames.js';

const geometryAt = (step: number) => ({
  lattice: Float64Array.of(4 + step / 1000, 0, 0, 0, 4, 0, 0, 0, 4),
  fracCoords: Float64Array.of(0, 0, 0, 0.5, 0.5, 0.123456789),
  volume: 64,
});
const geometries = (count: number) => Array.from({ length: count }, (_, step) => geometryAt(step));

describe('framesFromGeometries', () => {
  it('keeps every step of a short relaxation, rounded', () => {
    const frames = framesFromGeometries(geometries(3));
    expect(frames.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(frames[2]).toEqual({ step: 2, lattice: [4.002, 0, 0, 0, 4, 0, 0, 0, 4], fracCoords: [0, 0, 0, 0.5, 0.5, 0.12346] });
  });

  it('thins a long one, its ends kept', () => {
    const steps = framesFromGeometries(geometries(200)).map(({ step }) => step);
    expect(steps).toHaveLength(MOST_FRAMES);
    expect([steps[0], steps.at(-1)]).toEqual([0, 199]);
    expect(new Set(steps.slice(1).map((step, k) => step - (steps[k] ?? 0)))).toEqual(new Set([8, 9]));
  });
});

describe('joinFrames', () => {
  it('counts on where the first relaxation ended', () => {
    const trajectory = (count: number) => ({
      energiesPerAtom: Array<number>(count).fill(-1),
      maxForces: Array<number>(count).fill(0.1),
      frames: framesFromGeometries(geometries(count)),
    });
    expect(joinFrames(trajectory(3), trajectory(2)).map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  });
});
