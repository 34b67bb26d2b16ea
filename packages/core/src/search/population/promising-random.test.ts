import { expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { unpackStructures } from '../../crystal/structure-batch.js';
import { forkRng } from '../../numerics/rng.js';
import type { SurrogateModel } from '../../prediction/screening/surrogate/surrogate-model.js';
import type { SymmetryShare } from '../../prediction/symmetry-proposal/share-symmetry.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { emptySearch } from '../empty-search.js';
import { NO_MEMORY } from '../methods/search-strategy.js';
import { promisingRandom } from './promising-random.js';

const id = { name: 'volume', version: '1', sha256: '' };
/** Finds the larger cells lower. */
const surrogate: SurrogateModel = {
  id,
  potential: id,
  elements: new Set([11, 17]),
  width: 1,
  startingPoint: { precision: 1, noise: 1 },
  featuresOf: async (batch) => {
    const volumes = unpackStructures(batch).map(({ lattice, atomicNumbers }) => latticeVolume(lattice) / atomicNumbers.length);
    return { priors: Float64Array.from(volumes, (volume) => -volume), features: Float64Array.from(volumes) };
  },
};
const knowledge = (screened: boolean): SearchKnowledge => ({
  geometry: null,
  volumePerAtomOf: () => 22,
  referenceEntries: [],
  surrogate: screened ? surrogate : null,
});
const stateAt = (pressureGPa: number): SearchState =>
  emptySearch(
    {
      method: 'hull',
      elements: [11, 17],
      composition: null,
      seed: '1',
      budget: 1,
      lag: 1,
      constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, pressureGPa },
      seeds: [],
    },
    NO_MEMORY,
  );
const CROWD = { count: 48, perGroup: 4 };
const NACL = parseFormula('NaCl');
const volumeOf = async (screened: boolean, pressureGPa: number): Promise<number> => {
  const { structure } = await promisingRandom(NACL, CROWD, stateAt(pressureGPa), knowledge(screened), forkRng('screened', 1));
  return latticeVolume(structure.lattice) / structure.atomicNumbers.length;
};

it('takes what the surrogate finds lowest, and counts the others', async () => {
  const { structure, discarded } = await promisingRandom(NACL, CROWD, stateAt(0), knowledge(true), forkRng('screened', 1));
  expect(latticeVolume(structure.lattice) / structure.atomicNumbers.length).toBeGreaterThan(24);
  expect(discarded['less-promising']).toBeGreaterThan(20);
});

it('weighs enthalpies under pressure', async () => {
  // 1 eV per Å³ is 160 GPa: at twice that the smallest cells are lowest
  expect(await volumeOf(true, 320)).toBeLessThan(20);
});

it('takes any crystal where no surrogate knows the elements and nothing is learned', async () => {
  const { structure, discarded } = await promisingRandom(NACL, CROWD, stateAt(0), knowledge(false), forkRng('screened', 1));
  expect(compositionFromSites(structure.atomicNumbers)).toEqual(NACL);
  expect(discarded['less-promising']).toBe(15);
});

it('draws many in likely space groups', async () => {
  const shareOf = async (likely: readonly SymmetryShare[]): Promise<number> => {
    const told = { ...knowledge(false), likelySymmetryOf: async () => likely };
    const { request, ...state } = stateAt(0);
    const larger = { ...state, request: { ...request, constraints: { ...request.constraints, maxAtoms: 8 } } };
    const groups = await Promise.all(
      Array.from({ length: 30 }, async (_, k) => {
        const { structure } = await promisingRandom(NACL, CROWD, larger, told, forkRng('likely', k));
        return findSymmetry(structure, 0.01).spaceGroup.number;
      }),
    );
    return groups.filter((group) => group === 198 || group === 205 || group === 225).length / groups.length;
  };
  expect(await shareOf([{ spaceGroup: 198, formulaUnits: 4, probability: 1 }])).toBeGreaterThan((await shareOf([])) + 0.3);
});
