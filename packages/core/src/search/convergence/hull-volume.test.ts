import { expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { computePhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';
import { hullVolume } from './hull-volume.js';

const entry = (formula: string, energyPerAtom: number) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom });
const volumeOf = (...entries: [string, number][]): number =>
  hullVolume(computePhaseDiagram(entries.map(([formula, energy]) => entry(formula, energy))));

it('is nothing for the elements alone', () => {
  expect(volumeOf(['Mg', -1], ['Si', -5])).toBeCloseTo(0, 12);
});

it('is half the depth of one binary phase, wherever it lies', () => {
  expect(volumeOf(['Mg', 0], ['Si', 0], ['MgSi', -1])).toBeCloseTo(0.5, 12);
  expect(volumeOf(['Mg', 0], ['Si', 0], ['Mg2Si', -0.6])).toBeCloseTo(0.3, 12);
});

it('is a third of the depth of one ternary phase: a pyramid over a triangle', () => {
  expect(volumeOf(['Mg', 0], ['Si', 0], ['O', 0], ['MgSiO', -1])).toBeCloseTo(1 / 3, 1);
});

it('grows with every phase that lies below the hull, and with no other', () => {
  const binary: [string, number][] = [
    ['Mg', 0],
    ['Si', 0],
    ['MgSi', -1],
  ];
  expect(volumeOf(...binary, ['Mg3Si', -0.7])).toBeGreaterThan(volumeOf(...binary));
  expect(volumeOf(...binary, ['Mg3Si', -0.4])).toBe(volumeOf(...binary));
});
