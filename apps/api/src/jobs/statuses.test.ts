import { PREDICTION_STATES } from '@kessho/schema/enums/prediction-enums';
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, LEASE_MS } from './lease.js';
import { isClaimable, isFinal, mayBecome } from './statuses.js';

describe('mayBecome', () => {
  it('lets nothing follow a final state, and leads from every other one to an end', () => {
    for (const from of PREDICTION_STATES) {
      const next = PREDICTION_STATES.filter((to) => mayBecome(from, to));
      expect(next.length === 0).toBe(isFinal(from));
      expect(next).not.toContain(from);
      if (!isFinal(from)) expect(next).toEqual(expect.arrayContaining(['failed', 'cancelled']));
    }
  });
});

describe('isClaimable', () => {
  it.each([
    ['pending', 0, true],
    ['running', LEASE_MS, false],
    ['running', LEASE_MS + 1, true],
    ['done', 1e9, false],
    ['failed', 1e9, false],
    ['cancelled', 1e9, false],
  ] as const)('%s after %i ms of silence: %s', (state, silent, expected) => {
    expect(isClaimable(state, silent)).toBe(expected);
  });

  it('forgives two missed heartbeats', () => {
    expect(isClaimable('running', 3 * HEARTBEAT_MS)).toBe(false);
  });
});
