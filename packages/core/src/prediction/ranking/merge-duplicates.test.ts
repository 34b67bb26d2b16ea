import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import type { RelaxedCandidate } from '../stage-types.js';
import { mergeDuplicates } from './merge-duplicates.js';

const scaled = (rows: readonly (readonly [number, number, number])[], edge: number): Structure['lattice'] =>
  ({ vectors: rows.map((row) => row.map((x) => x * edge)) }) as unknown as Structure['lattice'];
const FACE_CENTERED = [
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
] as const;
const CUBIC = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;
const rockSalt = createStructure(
  scaled(FACE_CENTERED, 5.6),
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const rockSaltCube = createStructure(
  scaled(CUBIC, 5.62),
  [11, 11, 11, 11, 17, 17, 17, 17],
  [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.5],
  ],
);
const cesiumChloride = createStructure(
  scaled(CUBIC, 3.5),
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

const relaxed = (key: string, structure: Structure, enthalpyPerAtom: number, likelihood: number): RelaxedCandidate => ({
  key,
  structure,
  origin: { generator: 'substitution', prototype: '', sourceId: '', sourceFormula: '', likelihood, relaxation: 'full' },
  screening: { tests: [], energyPerAtom: null, surrogate: null, briefRelaxation: null, duplicateOf: null, passed: true },
  model: { name: 'none', version: '1', sha256: '' },
  relaxation: {
    structure,
    energyPerAtom: enthalpyPerAtom,
    enthalpyPerAtom,
    forces: [],
    stress: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    maxForce: 0,
    steps: 1,
    stopReason: 'converged',
    trajectory: { energiesPerAtom: [], maxForces: [], frames: [] },
  },
});

const merge = (candidates: readonly RelaxedCandidate[]) => {
  const asked: string[] = [];
  const distinct = mergeDuplicates(candidates, ({ key, relaxation }) => {
    asked.push(key);
    return findSymmetry(relaxation.structure);
  });
  return { distinct, asked };
};

describe('mergeDuplicates', () => {
  it('keeps one of each structure by rising enthalpy, the primitive cell where it is as low, with the likelihoods summed', () => {
    const { distinct, asked } = merge([
      relaxed('cscl', cesiumChloride, -3.1, 0.1),
      relaxed('cube', rockSaltCube, -3.4001, 0.3),
      relaxed('primitive', rockSalt, -3.4, 0.4),
      relaxed('strained', rockSalt, -3.398, 0.5),
    ]);
    expect(
      distinct.map(({ candidate, symmetry, likelihood, mergedKeys }) => [candidate.key, symmetry.spaceGroup.number, likelihood, mergedKeys]),
    ).toEqual([
      ['primitive', 225, 1, ['cube', 'strained']],
      ['cscl', 221, 0.1, []],
    ]);
    expect(asked.sort()).toEqual(['cscl', 'cube', 'primitive', 'strained']);
  });

  it('keeps structures apart whose enthalpies differ by more than 5 meV/atom', () => {
    const { distinct } = merge([relaxed('low', rockSalt, -3.4, 0.4), relaxed('high', rockSalt, -3.39, 0.4)]);
    expect(distinct.map(({ candidate }) => candidate.key)).toEqual(['low', 'high']);
  });

  it('keeps a held crystal only where nothing relaxed matches it, at whatever enthalpy', () => {
    const held = (key: string, structure: Structure, enthalpyPerAtom: number): RelaxedCandidate => {
      const candidate = relaxed(key, structure, enthalpyPerAtom, 0.02);
      return { ...candidate, origin: { ...candidate.origin, relaxation: 'held' } as RelaxedCandidate['origin'] };
    };
    const { distinct } = merge([relaxed('low', rockSalt, -3.4, 0.4), held('again', rockSaltCube, -3.35), held('left', cesiumChloride, -3.3)]);
    expect(distinct.map(({ candidate, mergedKeys }) => [candidate.key, mergedKeys])).toEqual([
      ['low', ['again']],
      ['left', []],
    ]);
  });
});
