import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import type { Prototype, PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import type { PrototypeLikelihoodModel } from './prototype-likelihood.js';
import { knownCrystals, rankTemplates } from './rank-templates.js';

const rockSalt: Prototype = {
  index: 0,
  label: 'AB_cF8_225_a_b',
  spaceGroup: 225,
  slotCounts: [1, 1],
  formulaUnits: 1,
  nsites: 2,
  orbits: [
    { letter: 'a', slot: 0 },
    { letter: 'b', slot: 1 },
  ],
};
const wurtzite: Prototype = {
  index: 1,
  label: 'AB_hP4_186_b_b',
  spaceGroup: 186,
  slotCounts: [1, 1],
  formulaUnits: 2,
  nsites: 4,
  orbits: [
    { letter: 'b', slot: 0 },
    { letter: 'b', slot: 1 },
  ],
};
const entry = (index: number, prototype: Prototype, elements: [number, number]): PrototypeEntry => ({
  index,
  prototype,
  elements,
  geometry: 0,
  sourceId: `mp-${index}`,
  energyAboveHull: 0,
  isExperimental: true,
  year: null,
  volumePerAtom: 10,
  latticeParameters: [4],
  freeCoordinates: [],
});
const ENTRIES = [entry(0, rockSalt, [11, 17]), entry(1, rockSalt, [19, 35]), entry(2, wurtzite, [30, 8])];
const library: PrototypeLibrary = {
  prototypesOf: (counts) => (counts.join() === '1,1' ? [rockSalt, wurtzite] : []),
  entriesOf: (prototype) => ENTRIES.filter((known) => known.prototype === prototype),
  entriesWithin: () => [],
  entry: (index) => ENTRIES[index] as PrototypeEntry,
};
/** Elements lie on a line at their group: alkali metals near each other, zinc far from them. */
const place = (z: number): number => ({ 3: 1, 11: 1.1, 19: 1.2, 9: 17, 17: 17.1, 35: 17.2, 30: 12, 8: 16 })[z] ?? 50;
const squaredDistances = Float64Array.from({ length: 119 * 119 }, (_, k) => (place(Math.floor(k / 119)) - place(k % 119)) ** 2);
const model: PrototypeLikelihoodModel = {
  id: { name: 'test', version: '1', sha256: '' },
  squaredDistances,
  shiftEmbeddings: Array.from({ length: 119 }, () => []),
  countExponent: 0,
  distanceExponent: 0.5,
  sharpness: [2],
  hullBias: [0, 0, 0, 0, 0, 0],
  experimentBias: [0, 0, 0],
  spaceGroupBias: [],
  formulaUnitsBias: [0],
};
/** Says 0.25 of everything. */
const novelty = { id: model.id, constant: Math.log(1 / 3), strongestVote: 0, prototypes: 0 };
const models = { likelihood: model, novelty };
const OPTIONS = { maxAtoms: 50, spaceGroups: null, holdout: false, count: 10 };

describe('rankTemplates', () => {
  it('lets lithium fluoride imitate the alkali halides, each element on the slot of its like', () => {
    const [first] = rankTemplates(parseFormula('LiF'), library, models, OPTIONS).templates;
    expect(first?.entry.prototype.label).toBe('AB_cF8_225_a_b');
    expect(first?.elements).toEqual([3, 9]);
  });

  it('keeps a share of the probability for prototypes that no library knows', () => {
    const { votes } = rankTemplates(parseFormula('LiF'), library, models, OPTIONS);
    expect(votes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(0.75, 12);
  });

  it('leaves out every crystal of the composition on request, whatever order its elements stand in', () => {
    const ids = (holdout: boolean): string[] =>
      rankTemplates(parseFormula('ClNa'), library, models, { ...OPTIONS, holdout }).templates.map(({ entry: { sourceId } }) => sourceId);
    expect(ids(false)).toContain('mp-0');
    expect(ids(true)).not.toContain('mp-0');
    expect(knownCrystals(parseFormula('NaCl'), library).map(({ sourceId }) => sourceId)).toEqual(['mp-0']);
  });

  it('heeds the limits on atoms and space groups', () => {
    expect(
      rankTemplates(parseFormula('LiF'), library, models, { ...OPTIONS, maxAtoms: 3 }).templates.every(
        ({ entry: { prototype } }) => prototype === rockSalt,
      ),
    ).toBe(true);
    expect(
      rankTemplates(parseFormula('LiF'), library, models, { ...OPTIONS, spaceGroups: [186] }).templates.every(
        ({ entry: { prototype } }) => prototype === wurtzite,
      ),
    ).toBe(true);
    expect(rankTemplates(parseFormula('Li3N'), library, models, OPTIONS).templates).toEqual([]);
  });
});
