import { describe, expect, it } from 'vitest';
import { latticeFromParameters } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { prepareForMatching } from '../../matching/matchable-structure.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { ORDER_FEATURES, orderFeatures, type OrderEvidence } from './order-features.js';

const perovskite = (shift: number) =>
  prepareForMatching(
    createStructure(
      latticeFromParameters({ a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 }),
      [56, 22, 8, 8, 8],
      [[0, 0, 0], [0.5, 0.5, 0.5 + shift], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]] as Vec3[],
    ),
  );
/** The same sites with barium and titanium exchanged: another structure. */
const exchanged = prepareForMatching(
  createStructure(
    latticeFromParameters({ a: 4, b: 4, c: 5.5, alpha: 90, beta: 90, gamma: 90 }),
    [56, 22, 8, 8, 8],
    [[0, 0, 0], [0.5, 0.5, 0.1], [0.5, 0.5, 0.4], [0.5, 0, 0.7], [0, 0.5, 0.7]] as Vec3[],
  ),
);
const evidence = (over: Partial<OrderEvidence>): OrderEvidence => ({
  enthalpyPerAtom: -8, likelihood: 0, spaceGroupProbability: 0.1, pointGroupOrder: 48, isRandom: false, isHeld: false, matchable: perovskite(0), ...over,
});
const column = (rows: readonly (readonly number[])[], name: (typeof ORDER_FEATURES)[number]): (number | undefined)[] => rows.map((row) => row[ORDER_FEATURES.indexOf(name)]);

describe('orderFeatures', () => {
  const { structures, absence } = orderFeatures([
    evidence({ enthalpyPerAtom: -8.01, likelihood: 0.1, matchable: perovskite(0.03), pointGroupOrder: 8 }),
    evidence({ enthalpyPerAtom: -8, likelihood: 0.3 }),
    evidence({ enthalpyPerAtom: -7.95, likelihood: 0.2, isRandom: true, matchable: exchanged }),
  ], 0.2);

  it('measures enthalpies from the lowest, in units of the potential\'s error', () => {
    expect(column(structures, 'enthalpy').map((x) => Number(x?.toFixed(9)))).toEqual([0, -1, -6]);
    expect(column(structures, 'nearEnthalpy').map((x) => Number(x?.toFixed(9)))).toEqual([0, -1, -2]);
  });

  it('weighs the enthalpy of a held structure apart', () => {
    const { structures: rows } = orderFeatures([evidence({ enthalpyPerAtom: -8.01 }), evidence({ enthalpyPerAtom: -7.98, isHeld: true, matchable: exchanged })], 0.2);
    const ofHeld = (['enthalpy', 'nearEnthalpy', 'held', 'heldEnthalpy'] as const).map((name) => Number(column(rows, name)[1]?.toFixed(9)));
    expect(ofHeld).toEqual([0, 0, 1, -3]);
    expect(column(rows, 'heldEnthalpy')[0]).toBe(0);
  });

  it('takes a crystal and its distortion for one family, and says what breaking the symmetry wins', () => {
    const family = column(structures, 'familyLikelihood');
    expect(family[0]).toBeCloseTo(Math.log(0.4 + 1e-5), 10);
    expect(family[1]).toBe(family[0]);
    expect(family[2]).toBeCloseTo(Math.log(0.2 + 1e-5), 10);
    expect(column(structures, 'unbroken')[1]).toBeCloseTo(-1, 9);
    expect(column(structures, 'unbroken')[2]).toBeCloseTo(0, 12);
  });

  it('tells of the whole what speaks for a ground state elsewhere', () => {
    expect(absence).toEqual([1, Math.log(0.2), Math.log(0.3 + 1e-5), Math.log(5), 0]);
  });
});
