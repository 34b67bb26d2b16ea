import type { Structure } from '@kessho/core/crystal/structure';
import { RADIATIONS } from '@kessho/core/diffraction/radiation';
import { describe, expect, it } from 'vitest';
import { TASKS } from './crystal-tasks';

const cubic = (a: number, sites: Structure['fracCoords'], atomicNumbers: readonly number[]): Structure => ({
  lattice: {
    vectors: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ],
  },
  atomicNumbers,
  fracCoords: sites,
});
const cesiumChloride = (a: number) =>
  cubic(
    a,
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
    [55, 17],
  );
const request = {
  structure: cesiumChloride(4.12),
  wavelength: RADIATIONS['CuKa'] ?? NaN,
  twoThetaRange: [10, 90],
  fullWidth: 0.2,
  measured: null,
  mostStretch: 0,
} as const;

describe('diffraction', () => {
  it('has its strongest line where Bragg puts 110, and the curve peaks there', () => {
    const { pattern, profile } = TASKS.diffraction(request);
    const strongest = pattern.peaks.find(({ intensity }) => intensity === 100);
    const bragg = (2 * Math.asin((request.wavelength * Math.SQRT2) / (2 * 4.12)) * 180) / Math.PI;
    expect(strongest?.families[0]?.hkl).toEqual([1, 1, 0]);
    expect(strongest?.twoTheta).toBeCloseTo(bragg, 6);
    const top = profile.intensities.indexOf(Math.max(...profile.intensities));
    expect(profile.twoThetas[top]).toBeCloseTo(bragg, 1);
  });

  it('finds the shift and the scale of a measured pattern made of its own', () => {
    const { profile } = TASKS.diffraction(request);
    const measured = Array.from(profile.twoThetas, (angle, k) => `${angle + 0.1} ${50 + 3 * (profile.intensities[k] ?? 0)}`).join('\n');
    const answer = TASKS.diffraction({ ...request, measured });
    expect(answer.measured?.match.residual).toBeLessThan(0.01);
    expect(answer.measured?.match.zeroShift).toBeCloseTo(0.1, 2);
    expect(answer.measured?.match.scale).toBeCloseTo(3, 1);
    // In units of the calculated curve the measured one is as high as it.
    expect(Math.max(...(answer.measured?.curve.intensities ?? []))).toBeCloseTo(Math.max(...profile.intensities), 0);
  });

  it('draws the calculated curve in the cell that fits, where the cell may be stretched', () => {
    const swollen = TASKS.diffraction({ ...request, structure: cesiumChloride(4.12 * 1.012) });
    const measured = Array.from(swollen.profile.twoThetas, (angle, k) => `${angle} ${3 * (swollen.profile.intensities[k] ?? 0)}`).join('\n');
    expect(TASKS.diffraction({ ...request, measured }).measured?.match.residual).toBeGreaterThan(0.5);
    const answer = TASKS.diffraction({ ...request, measured, mostStretch: 0.03 });
    expect(answer.measured?.match.stretch).toBeCloseTo(0.012, 3);
    expect(answer.pattern.peaks[0]?.twoTheta).toBeCloseTo(swollen.pattern.peaks[0]?.twoTheta ?? NaN, 1);
  });

  it('says where a file is wrong, and computes the pattern all the same', () => {
    const { pattern, measured, refusal } = TASKS.diffraction({ ...request, measured: '10 1\n11 x\n' });
    expect(refusal).toMatch(/line 2|2θ and intensity/);
    expect(measured).toBeNull();
    expect(pattern.peaks.length).toBeGreaterThan(3);
  });
});

describe('comparison', () => {
  it('finds no distance between a crystal and itself swollen by a percent, as the matcher scales', () => {
    const { matches, rmsDistance } = TASKS.comparison({ first: cesiumChloride(4.12), second: cesiumChloride(4.16) });
    expect(matches).toBe(true);
    expect(rmsDistance).toBeCloseTo(0, 6);
  });

  it('gives the distance in Å: one of two atoms moved by 0.2 Å moves both by 0.1 Å about their middle', () => {
    const moved = cubic(
      4.12,
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5 + 0.2 / 4.12],
      ],
      [55, 17],
    );
    expect(TASKS.comparison({ first: cesiumChloride(4.12), second: moved }).rmsDistance).toBeCloseTo(0.1, 3);
  });

  it('finds none between different structures', () => {
    const layered = cubic(
      4.12,
      [
        [0, 0, 0],
        [0, 0, 0.5],
      ],
      [55, 17],
    );
    expect(TASKS.comparison({ first: cesiumChloride(4.12), second: layered })).toMatchObject({ matches: false, rmsDistance: null });
  });
});
