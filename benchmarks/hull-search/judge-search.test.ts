import { expect, it } from 'vitest';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import type { Individual, Outcome, Phase, SearchState } from '@kessho/core/search/search-types';
import { belowKnown, judgeTargets } from './judge-search.js';

const CENTER = [0.5, 0.5, 0.5] as const;
const EDGE = [0.5, 0, 0] as const;

/** Two atoms in a cube, the second in its center (cesium chloride) or elsewhere. */
const cube = (edge: number, second: readonly [number, number, number]): Structure =>
  createStructure(
    {
      vectors: [
        [edge, 0, 0],
        [0, edge, 0],
        [0, 0, edge],
      ],
    },
    [11, 17],
    [[0, 0, 0], second],
  );
const known = {
  id: 'mp-1',
  formula: 'NaCl',
  composition: parseFormula('NaCl'),
  energyPerAtom: -3,
  nsites: 2,
  spaceGroup: 221,
  structure: cube(3.5, CENTER),
};

function stateOf(found: readonly { readonly structure: Structure; readonly energyPerAtom: number }[]): SearchState {
  const outcomes = found.map(({ structure, energyPerAtom }, id): Outcome => ({
    structure,
    energyPerAtom,
    enthalpyPerAtom: energyPerAtom,
    maxForce: 0,
    steps: 5,
    stopReason: 'converged',
    spaceGroup: 221,
    verdict: 'new',
    phase: id,
  }));
  const individuals = outcomes.map((outcome, id): Individual => ({
    id,
    generation: 0,
    operator: 'random',
    parents: [],
    start: outcome.structure,
    discarded: {},
    poolPlace: null,
    outcome,
  }));
  const phases = outcomes.map(({ energyPerAtom }, id): Phase => ({
    id,
    individual: id,
    composition: parseFormula('NaCl'),
    energyPerAtom,
    enthalpyPerAtom: energyPerAtom,
    volumePerAtom: 20,
    spaceGroup: 221,
    niche: id,
    members: 1,
    foundAt: id,
    fruitless: 0,
  }));
  return {
    format: 1,
    request: {
      method: 'hull',
      elements: [11, 17],
      composition: null,
      seed: '1',
      budget: found.length,
      lag: 1,
      constraints: DEFAULT_CONSTRAINTS,
      seeds: [],
    },
    individuals,
    running: [],
    begun: found.length,
    relaxations: found.length,
    evaluations: 0,
    phases,
    memory: { operators: [], walkers: [], pool: [], lookAheads: [] },
    curve: [],
  };
}

it('takes a phase for the known one where it matches and is as low, and says when it came', () => {
  const state = stateOf([
    { structure: cube(3.5, EDGE), energyPerAtom: -2.5 },
    { structure: cube(3.52, CENTER), energyPerAtom: -2.998 },
  ]);
  expect(judgeTargets([known], state)).toMatchObject([{ found: 'same', relaxations: 2, tries: 2, formula: 'NaCl' }]);
  expect(judgeTargets([known], state)[0]?.lowestOver).toBeCloseTo(0.002, 9);
});

it('does not take another crystal for it, nor the same far above its energy', () => {
  const state = stateOf([
    { structure: cube(3.5, EDGE), energyPerAtom: -3 },
    { structure: cube(3.5, CENTER), energyPerAtom: -2.9 },
  ]);
  expect(judgeTargets([known], state)).toMatchObject([{ found: null, relaxations: null, lowestOver: 0 }]);
  expect(judgeTargets([known], stateOf([]))).toMatchObject([{ found: null, lowestOver: null, tries: 0 }]);
});

it('counts what lies below it', () => {
  const state = stateOf([{ structure: cube(3.5, EDGE), energyPerAtom: -3.01 }]);
  expect(judgeTargets([known], state)).toMatchObject([{ found: 'lower', relaxations: 1 }]);
});

it('lists the lowest of each composition below the known hull', () => {
  const elements = [
    { id: 'Na', formula: 'Na', composition: parseFormula('Na'), energyPerAtom: -1 },
    { id: 'Cl', formula: 'Cl', composition: parseFormula('Cl'), energyPerAtom: -2 },
  ];
  const state = stateOf([
    { structure: cube(3.5, EDGE), energyPerAtom: -3.01 },
    { structure: cube(3.5, CENTER), energyPerAtom: -3.2 },
  ]);
  const [below, ...others] = belowKnown(state, [...elements, known]);
  expect(others).toEqual([]);
  expect(below).toMatchObject({ formula: 'NaCl', nsites: 2, relaxations: 2 });
  expect(below?.energyAboveKnownHull).toBeCloseTo(-0.2, 9);
  expect(belowKnown(stateOf([{ structure: cube(3.5, EDGE), energyPerAtom: -2.9 }]), [...elements, known])).toEqual([]);
});
