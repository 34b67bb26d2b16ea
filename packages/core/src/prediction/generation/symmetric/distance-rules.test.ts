import { describe, expect, it } from 'vitest';
import { anionsOf, distanceRules } from './distance-rules.js';
import { pairKey } from './geometry-model.js';

// Covalent radii of Cordero 2008: O 0.66, Mg 1.41, Fe 1.32, Al 1.21 Å.
describe('distanceRules', () => {
  it('keeps anions apart, ions nearer than covalent bonds, cations farther', () => {
    const { separate, bonded } = distanceRules([8, 12], null);
    expect([...separate].map((d) => Number(d.toFixed(4)))).toEqual([1.848, 1.5525, 1.5525, 2.256]);
    expect([...(bonded ?? [])].map((d) => Number(d.toFixed(4)))).toEqual([1.122, 1.5525, 1.5525, 2.256]);
  });

  it('knows no anions in an alloy', () => {
    const { separate, bonded } = distanceRules([13, 26], null);
    expect(bonded).toBeNull();
    expect([...separate].map((d) => Number(d.toFixed(4)))).toEqual([1.936, 2.024, 2.024, 2.112]);
  });

  it('has a value for every element', () => {
    const { separate } = distanceRules(
      Array.from({ length: 118 }, (_, i) => i + 1),
      null,
    );
    expect(separate.every((d) => d > 0.2 && d < 10)).toBe(true);
  });

  it('follows what many crystals say of a pair, and the radii where few do', () => {
    const known = (crystals: number, unbondedCrystals: number): number[] => {
      const pair = { nearest: 1.4, crystals, unbonded: 2.2, unbondedCrystals };
      const { separate, bonded } = distanceRules([8, 12], new Map([[pairKey(8, 8), pair]]));
      return [separate[0] as number, (bonded as Float64Array)[0] as number, separate[3] as number];
    };
    // 0.97 of the learned distance in the limit; magnesium, of which nothing is known, keeps its share of the radii.
    const many = known(1e9, 1e9);
    expect(many[0]).toBeCloseTo(0.97 * 2.2, 6);
    expect(many[1]).toBeCloseTo(0.97 * 1.4, 6);
    expect(many[2]).toBeCloseTo(2.256, 6);
    expect(known(0, 0)[0]).toBeCloseTo(1.848, 6);
    const few = known(20, 20);
    expect(few[0]).toBeCloseTo(Math.sqrt(1.848 * 0.97 * 2.2), 6);
    expect(few[1]).toBeCloseTo(Math.sqrt(1.122 * 0.97 * 1.4), 6);
  });

  it('does not take two large ions that few crystals hold far apart for enemies', () => {
    const { separate } = distanceRules([55, 56], new Map([[pairKey(55, 56), { nearest: 9, crystals: 1e9, unbonded: 9, unbondedCrystals: 1e9 }]]));
    const { separate: byRadii } = distanceRules([55, 56], null);
    expect((separate[1] as number) / (byRadii[1] as number)).toBeCloseTo(1.35, 6);
  });

  it('takes the most electronegative elements of a polar compound for anions', () => {
    expect(anionsOf([8, 17, 22])).toEqual([true, true, false]);
    expect(anionsOf([8, 16, 38])).toEqual([true, false, false]);
    expect(anionsOf([13, 28])).toEqual([false, false]);
  });
});
