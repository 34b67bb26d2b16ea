import { describe, expect, it } from 'vitest';
import { distanceRules } from './distance-rules.js';

// Covalent radii of Cordero 2008: O 0.66, Mg 1.41, Fe 1.32, Al 1.21 Å.
describe('distanceRules', () => {
  it('keeps anions apart, ions nearer than covalent bonds, cations farther', () => {
    const { separate, bonded } = distanceRules([8, 12]);
    expect([...separate].map((d) => Number(d.toFixed(4)))).toEqual([1.848, 1.5525, 1.5525, 2.256]);
    expect([...(bonded ?? [])].map((d) => Number(d.toFixed(4)))).toEqual([1.122, 1.5525, 1.5525, 2.256]);
  });

  it('knows no anions in an alloy', () => {
    const { separate, bonded } = distanceRules([13, 26]);
    expect(bonded).toBeNull();
    expect([...separate].map((d) => Number(d.toFixed(4)))).toEqual([1.936, 2.024, 2.024, 2.112]);
  });

  it('has a value for every element', () => {
    const { separate } = distanceRules(Array.from({ length: 118 }, (_, i) => i + 1));
    expect(separate.every((d) => d > 0.2 && d < 10)).toBe(true);
  });
});
