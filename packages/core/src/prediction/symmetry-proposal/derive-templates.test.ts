import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { instantiateOrbits } from '../../prototypes/instantiate-prototype.js';
import type { Prototype, PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { DERIVED_SHARE, deriveTemplates } from './derive-templates.js';
import type { PrototypeLikelihoodModel } from './prototype-likelihood.js';

/** Two cation sites of multiplicity one, which two elements can share, and the same with a slot for each. */
const shared: Prototype = { index: 0, label: 'AB_tP4_123_ac_e', spaceGroup: 123, slotCounts: [1, 1], formulaUnits: 2, nsites: 4, orbits: [{ letter: 'a', slot: 0 }, { letter: 'c', slot: 0 }, { letter: 'e', slot: 1 }] };
const apart: Prototype = { index: 1, label: 'A2BC_tP4_123_e_a_c', spaceGroup: 123, slotCounts: [1, 1, 2], formulaUnits: 1, nsites: 4, orbits: [{ letter: 'a', slot: 0 }, { letter: 'c', slot: 1 }, { letter: 'e', slot: 2 }] };
const entry = (index: number, prototype: Prototype, elements: readonly number[]): PrototypeEntry => ({
  index, prototype, elements, geometry: 0, sourceId: `mp-${index}`, energyAboveHull: 0, isExperimental: true, year: null, volumePerAtom: 20, latticeParameters: [4, 5], freeCoordinates: [],
});
const ENTRIES = [entry(0, shared, [19, 17]), entry(1, apart, [11, 19, 17])];
const library: PrototypeLibrary = {
  prototypesOf: (counts) => [shared, apart].filter(({ slotCounts }) => slotCounts.join() === counts.join()),
  entriesOf: (prototype) => ENTRIES.filter((known) => known.prototype === prototype),
  entriesWithin: () => [],
  entry: (index) => ENTRIES[index] as PrototypeEntry,
};
const model: PrototypeLikelihoodModel = {
  id: { name: 'test', version: '1', sha256: '' },
  squaredDistances: Float64Array.from({ length: 119 * 119 }, (_, k) => (Math.floor(k / 119) === k % 119 ? 0 : 1)),
  shiftEmbeddings: Array.from({ length: 119 }, () => [0]), countExponent: 0, distanceExponent: 0.5, sharpness: [1],
  hullBias: [0, 0, 0, 0, 0, 0], experimentBias: [0, 0, 0], spaceGroupBias: [], formulaUnitsBias: [0],
};
const OPTIONS = { unknownShare: 0.2, maxAtoms: 50, spaceGroups: null, count: 10 };

describe('deriveTemplates', () => {
  it('shares the orbits of one slot among two elements, in every way that gives their counts', () => {
    const derived = deriveTemplates(parseFormula('LiNaCl2'), library, model, OPTIONS);
    expect(derived.map(({ orbitElements }) => orbitElements.join()).sort()).toEqual(['11,3,17', '3,11,17']);
    for (const { entry: known, orbitElements } of derived) {
      const { atomicNumbers } = instantiateOrbits(known, orbitElements, 20);
      expect([...atomicNumbers].sort((a, b) => a - b)).toEqual([3, 11, 17, 17]);
    }
  });

  it('puts one element on two slots, also where the target must be doubled for it', () => {
    const derived = deriveTemplates(parseFormula('RbBr'), library, model, OPTIONS);
    expect(derived.map(({ orbitElements }) => orbitElements.join()).sort()).toEqual(['35,35,37', '37,37,35']);
    expect(derived.every(({ entry: { prototype } }) => prototype === apart)).toBe(true);
  });

  it('gives all of them together the share of such ground states', () => {
    const derived = deriveTemplates(parseFormula('KCl'), library, model, OPTIONS);
    expect(derived.reduce((sum, { likelihood }) => sum + likelihood, 0)).toBeCloseTo(0.2 * DERIVED_SHARE, 12);
    expect(derived[0]?.orbitElements, 'potassium where potassium is, not chlorine').toEqual([19, 19, 17]);
  });

  it('keeps within the limits of the request', () => {
    expect(deriveTemplates(parseFormula('KCl'), library, model, { ...OPTIONS, maxAtoms: 3 })).toEqual([]);
    expect(deriveTemplates(parseFormula('KCl'), library, model, { ...OPTIONS, spaceGroups: [225] })).toEqual([]);
    expect(deriveTemplates(parseFormula('KCl'), library, model, { ...OPTIONS, excludedPrototypes: ['A2BC_tP4_123_e_a_c'] })).toEqual([]);
  });
});
