import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Structure } from '../../../src/crystal/structure.js';
import { computePowderPattern } from '../../../src/diffraction/powder-pattern.js';
import { RADIATIONS } from '../../../src/diffraction/radiation.js';
import type { Mat3 } from '../../../src/numerics/mat3.js';

interface Golden {
  readonly crystals: Readonly<
    Record<string, { readonly lattice: Mat3; readonly atomicNumbers: readonly number[]; readonly fracCoords: Structure['fracCoords'] }>
  >;
  readonly patterns: readonly {
    readonly crystal: string;
    readonly radiation: string;
    readonly range: readonly [number, number];
    readonly peaks: readonly (readonly [twoTheta: number, intensity: number, dSpacing: number, multiplicity: number])[];
  }[];
}

const { crystals, patterns } = JSON.parse(readFileSync(new URL('patterns.json', import.meta.url), 'utf8')) as Golden;

describe('XRDCalculator of pymatgen', () => {
  it.each(patterns)('$crystal, $radiation', ({ crystal, radiation, range, peaks }) => {
    const { lattice, atomicNumbers, fracCoords } = crystals[crystal] as Golden['crystals'][string];
    const pattern = computePowderPattern(
      { lattice: { vectors: lattice }, atomicNumbers, fracCoords },
      { wavelength: RADIATIONS[radiation] ?? NaN, twoThetaRange: range },
    );
    // Rounded to 1e-5; pymatgen bins reflections to 1e-5°, so two that rounding parts there are one here.
    const merged = peaks.reduce<[number, number, number, number][]>((rest, [twoTheta, intensity, dSpacing, multiplicity]) => {
      const last = rest.at(-1);
      if (last === undefined || twoTheta - last[0] > 2e-5) return [...rest, [twoTheta, intensity, dSpacing, multiplicity]];
      return [...rest.slice(0, -1), [last[0], last[1] + intensity, last[2], last[3] + multiplicity]];
    }, []);
    const highest = Math.max(...merged.map(([, intensity]) => intensity));
    expect(pattern.peaks).toHaveLength(merged.length);
    merged.forEach(([twoTheta, intensity, dSpacing, multiplicity], k) => {
      const ours = pattern.peaks[k];
      expect(ours?.twoTheta).toBeCloseTo(twoTheta, 4);
      expect(ours?.intensity).toBeCloseTo((100 * intensity) / highest, 4);
      expect(ours?.dSpacing).toBeCloseTo(dSpacing, 5);
      expect(ours?.families.reduce((sum, family) => sum + family.multiplicity, 0)).toBe(multiplicity);
    });
  });
});
