import { describe, expect, it } from 'vitest';
import type { Structure } from '../crystal/structure.js';
import { forkRng } from '../numerics/rng.js';
import type { MeasuredPattern } from './match-pattern.js';
import { matchPattern } from './match-pattern.js';
import { computePowderPattern } from './powder-pattern.js';
import { profileAt } from './powder-profile.js';
import { parseWavelength, RADIATIONS } from './radiation.js';

const cubic = (edge: number, atomicNumbers: number[], fracCoords: Structure['fracCoords']): Structure => ({
  lattice: {
    vectors: [
      [edge, 0, 0],
      [0, edge, 0],
      [0, 0, edge],
    ],
  },
  atomicNumbers,
  fracCoords,
});
const CESIUM_CHLORIDE = cubic(
  4.123,
  [55, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const IRON = cubic(
  2.8665,
  [26, 26],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const COPPER = { wavelength: 1.54184 };
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

describe('computePowderPattern', () => {
  it('gives the textbook reflections of a body-centered metal, with their multiplicities', () => {
    const { peaks } = computePowderPattern(IRON, { ...COPPER, twoThetaRange: [20, 110] });
    expect(peaks.map(({ families }) => families.map(({ hkl, multiplicity }) => `${hkl.join('')}:${multiplicity}`).join())).toEqual([
      '110:12',
      '200:6',
      '211:24',
      '220:12',
    ]);
    // Bragg: λ = 2 d sin θ
    peaks.forEach(({ twoTheta, dSpacing }) => expect(2 * dSpacing * Math.sin((twoTheta * Math.PI) / 360)).toBeCloseTo(COPPER.wavelength, 9));
    expect(peaks[0]?.dSpacing).toBeCloseTo(2.8665 / Math.SQRT2, 9);
    expect(peaks[0]?.intensity).toBe(100);
  });

  it('does not depend on the choice of the cell or of the origin', () => {
    const shifted = { ...CESIUM_CHLORIDE, fracCoords: CESIUM_CHLORIDE.fracCoords.map(([x, y, z]) => [x + 0.13, y + 0.7, z - 0.2] as const) };
    const [a, b, c] = CESIUM_CHLORIDE.lattice.vectors;
    const doubled: Structure = {
      lattice: { vectors: [[2 * a[0], 0, 0], b, c] },
      atomicNumbers: [55, 17, 55, 17],
      fracCoords: [
        [0, 0, 0],
        [0.25, 0.5, 0.5],
        [0.5, 0, 0],
        [0.75, 0.5, 0.5],
      ],
    };
    const expected = computePowderPattern(CESIUM_CHLORIDE, COPPER).peaks;
    for (const other of [shifted, doubled]) {
      const { peaks } = computePowderPattern(other, COPPER);
      expect(peaks).toHaveLength(expected.length);
      peaks.forEach(({ twoTheta, intensity }, k) => {
        expect(twoTheta).toBeCloseTo(expected[k]?.twoTheta ?? NaN, 9);
        expect(intensity).toBeCloseTo(expected[k]?.intensity ?? NaN, 8);
      });
    }
  });

  it('has no peak where the wavelength is longer than any plane distance allows', () => {
    expect(computePowderPattern(IRON, { wavelength: 10 }).peaks).toEqual([]);
  });

  it.each([
    ['a range beyond 180°', () => computePowderPattern(IRON, { ...COPPER, twoThetaRange: [0, 181] })],
    ['an empty range', () => computePowderPattern(IRON, { ...COPPER, twoThetaRange: [30, 30] })],
    ['an element without scattering factors', () => computePowderPattern({ ...IRON, atomicNumbers: [26, 118] }, COPPER)],
    ['more reflections than can be told apart', () => computePowderPattern(cubic(500, [26], [[0, 0, 0]]), { wavelength: 0.5 })],
    ['a wavelength of no radiation', () => parseWavelength('CuKx')],
    ['a wavelength of zero', () => parseWavelength('0')],
  ])('refuses %s', (_, compute) => {
    expect(compute).toThrow(code('InvalidDiffractionInput'));
  });
});

describe('parseWavelength', () => {
  it('knows the lines of tubes in any case, and numbers', () => {
    expect([parseWavelength('cuka'), parseWavelength('MoKa1'), parseWavelength('1.2')]).toEqual([RADIATIONS['CuKa'], RADIATIONS['MoKa1'], 1.2]);
  });
});

describe('matchPattern', () => {
  /** A measurement of the crystal: shifted, scaled, on a bent background, with noise. */
  const measure = (structure: Structure, zeroShift: number, scale: number, width: number): MeasuredPattern => {
    const rng = forkRng('powder', 1);
    const twoThetas = Float64Array.from({ length: 3500 }, (_, k) => 15 + 0.02 * k);
    const profile = profileAt(twoThetas, computePowderPattern(structure, COPPER).peaks, zeroShift, width);
    return {
      twoThetas,
      intensities: profile.map(
        (value, i) => scale * value + 300 - 3 * (twoThetas[i] as number) + 0.02 * (twoThetas[i] as number) ** 2 + 5 * rng.normal(),
      ),
    };
  };

  it.each([
    [0, 10, 0.1],
    [0.137, 37, 0.15],
    [-0.41, 5, 0.31],
  ])('finds a shift of %d°, a scale of %d and a width of %d°', (zeroShift, scale, width) => {
    const match = matchPattern(computePowderPattern(CESIUM_CHLORIDE, COPPER), measure(CESIUM_CHLORIDE, zeroShift, scale, width));
    expect(Math.abs(match.zeroShift - zeroShift)).toBeLessThan(0.003);
    expect(Math.abs(match.scale / scale - 1)).toBeLessThan(0.02);
    expect(Math.abs(match.fullWidth / width - 1)).toBeLessThan(0.03);
    expect(match.residual).toBeLessThan(0.15);
  });

  it.each([0.021, -0.013])('finds a cell that is stretched by %d where that is allowed, beside the shift', (stretch) => {
    const stretched = cubic(4.123 * (1 + stretch), [55, 17], CESIUM_CHLORIDE.fracCoords);
    const measured = measure(stretched, 0.08, 20, 0.12);
    const pattern = computePowderPattern(CESIUM_CHLORIDE, COPPER);
    const match = matchPattern(pattern, measured, { mostStretch: 0.03 });
    expect(Math.abs(match.stretch - stretch)).toBeLessThan(0.0003);
    expect(Math.abs(match.zeroShift - 0.08)).toBeLessThan(0.02);
    expect(match.residual).toBeLessThan(0.15);
    expect(matchPattern(pattern, measured)).toMatchObject({ stretch: 0, residual: expect.closeTo(1, 0) as number });
  });

  it('fits another crystal much worse', () => {
    const measured = measure(CESIUM_CHLORIDE, 0.1, 20, 0.15);
    const [right, wrong] = [CESIUM_CHLORIDE, cubic(4.4, [55, 17], CESIUM_CHLORIDE.fracCoords)].map((structure) =>
      matchPattern(computePowderPattern(structure, COPPER), measured),
    );
    expect(right?.residual).toBeLessThan(0.1);
    expect(wrong?.residual).toBeGreaterThan(0.8);
  });

  it('refuses a crystal without a reflection in the range', () => {
    const pattern = computePowderPattern(IRON, { wavelength: 10 });
    expect(() => matchPattern(pattern, measure(IRON, 0, 1, 0.1))).toThrow(code('InvalidDiffractionInput'));
  });
});
