import { describe, expect, it } from 'vitest';
import type { StopReason } from '../stage-types.js';
import { goesOn } from './goes-on.js';

const chosen = (likelihoods: readonly number[]) => likelihoods.map((likelihood) => ({ origin: { likelihood } }));
const relaxed = (energies: readonly number[], stopReason: StopReason = 'converged') =>
  energies.map((enthalpyPerAtom) => ({ relaxation: { enthalpyPerAtom, stopReason } })) as unknown as Parameters<typeof goesOn>[1];

describe('goesOn', () => {
  const four = chosen([0.5, 0.3, 0.001, 0.001, 0.001, 0.001]);

  it('goes on while likely candidates are left', () => {
    expect(goesOn(chosen([0.5, 0.3, 0.1, 0.05]), relaxed([-5, -4]), 2)).toBe(true);
  });

  it('goes on while the last round still found something lower', () => {
    expect(goesOn(four, relaxed([-5, -4, -5.2, -3]), 2)).toBe(true);
  });

  it('stops once a round brought nothing lower than the rounds before', () => {
    expect(goesOn(four, relaxed([-5, -4, -4.9, -3]), 2)).toBe(false);
    expect(goesOn(four, relaxed([-5, -4, -5.0005, -3]), 2), 'the same once more').toBe(false);
  });

  it('counts no relaxation without a sound end', () => {
    expect(goesOn(four, [...relaxed([-5, -4]), ...relaxed([-50, -50], 'collapsed')], 2)).toBe(false);
  });

  it('always goes on after a first round that found nothing before it, and never past the end', () => {
    expect(goesOn(four, relaxed([-5, -4]), 2)).toBe(true);
    expect(goesOn(four, relaxed([-5, -4, -5, -5, -5, -5]), 2)).toBe(false);
  });
});
