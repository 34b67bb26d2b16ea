import { describe, expect, it } from 'vitest';
import { orderWeights, type OrderModel } from './order-model.js';

const MODEL: OrderModel = { likelihoodExponent: 1, likelihoodFloor: 1e-3, energyScale: 0.01 };

describe('orderWeights', () => {
  it('sums to one and puts the likelier of two equal energies first', () => {
    const [likely, unlikely] = orderWeights(
      [
        { likelihood: 0.5, enthalpyPerAtom: -3 },
        { likelihood: 0.1, enthalpyPerAtom: -3 },
      ],
      MODEL,
    ) as [number, number];
    expect(likely + unlikely).toBeCloseTo(1, 12);
    expect(likely / unlikely).toBeCloseTo(0.501 / 0.101, 10);
  });

  it('lets one energy scale of enthalpy outweigh a factor e of likelihood', () => {
    const [low, high] = orderWeights(
      [
        { likelihood: 0.2, enthalpyPerAtom: -3.01 },
        { likelihood: 0.2, enthalpyPerAtom: -3 },
      ],
      MODEL,
    ) as [number, number];
    expect(low / high).toBeCloseTo(Math.E, 6);
  });

  it('does not depend on the zero of energy and survives large differences', () => {
    const weights = orderWeights(
      [
        { likelihood: 1, enthalpyPerAtom: -900 },
        { likelihood: 0, enthalpyPerAtom: 900 },
      ],
      MODEL,
    );
    expect(weights).toEqual([1, 0]);
  });
});
