import { expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { unpackStructures } from '../../crystal/structure-batch.js';
import { forkRng } from '../../numerics/rng.js';
import type { SurrogateModel } from '../../prediction/screening/surrogate/surrogate-model.js';
import { DEFAULT_CONSTRAINTS } from '../constraints/search-constraints.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchRequest } from '../search-types.js';
import { proposeScreened } from './screened-random.js';

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
const stateAt = (pressureGPa: number): { request: SearchRequest; phases: [] } => ({
  request: {
    method: 'hull',
    elements: [11, 17],
    composition: null,
    seed: '1',
    budget: 1,
    lag: 1,
    constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 4, pressureGPa },
    seeds: [],
  },
  phases: [],
});
const NACL = parseFormula('NaCl');
const volumeOf = async (screened: boolean, pressureGPa: number): Promise<number> => {
  const { structure } = await proposeScreened(NACL, stateAt(pressureGPa), knowledge(screened), forkRng('screened', 1));
  return latticeVolume(structure.lattice) / structure.atomicNumbers.length;
};

it('takes what the surrogate finds lowest, and counts the others', async () => {
  const { structure, discarded } = await proposeScreened(NACL, stateAt(0), knowledge(true), forkRng('screened', 1));
  expect(latticeVolume(structure.lattice) / structure.atomicNumbers.length).toBeGreaterThan(24);
  expect(discarded['less-promising']).toBeGreaterThan(20);
});

it('weighs enthalpies under pressure', async () => {
  // 1 eV per Å³ is 160 GPa: at twice that the smallest cells are lowest
  expect(await volumeOf(true, 320)).toBeLessThan(20);
});

it('draws one crystal where no surrogate knows the elements', async () => {
  const { discarded } = await proposeScreened(NACL, stateAt(0), knowledge(false), forkRng('screened', 1));
  expect(discarded['less-promising']).toBeUndefined();
});
