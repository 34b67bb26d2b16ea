import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { chooseReferenceCrystals } from './choose-reference-crystals.js';
import type { KnownCrystal } from './known-crystals.js';

const [NA, CL] = [11, 17];
const crystal = (sourceId: string, formula: string, energyAboveHull: number | null, volumePerAtom: number, isExperimental = true): KnownCrystal => ({
  sourceId,
  composition: reduceComposition(parseFormula(formula)),
  nsites: 2,
  volumePerAtom,
  energyAboveHull,
  isExperimental,
  structure: () => {
    throw new Error('not needed for the choice');
  },
});
const entry = (formula: string, energyPerAtom: number): HullEntry => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom });
const SHIPPED = [entry('Na', -1.3), entry('Cl', -1.8), entry('NaCl', -3.5)];
const CRYSTALS = [
  crystal('sodium', 'Na', 0, 37),
  crystal('chlorine', 'Cl', 0, 28),
  crystal('B1', 'NaCl', 0, 22.5),
  crystal('B2', 'NaCl', 0.15, 20.5),
  crystal('loose', 'NaCl', 0.05, 30),
  crystal('made, energy unknown', 'NaCl', null, 22.5),
  crystal('computed, energy unknown', 'NaCl', null, 22.5, false),
];
const ids = (pressureGPa: number, without: string | null = null, crystals = CRYSTALS): string[] =>
  chooseReferenceCrystals({ elements: [NA, CL], pressureGPa, without: without === null ? null : parseFormula(without) }, crystals, SHIPPED)
    .map(({ sourceId }) => sourceId)
    .sort();

describe('the choice of known crystals for a hull', () => {
  it('takes without pressure what its collection has near the hull', () => {
    expect(ids(0)).toEqual(['B1', 'chlorine', 'loose', 'made, energy unknown', 'sodium']);
  });

  it('takes dense crystals and leaves loose ones where pressure favors them', () => {
    expect(ids(30)).toContain('B2');
    expect(ids(30)).not.toContain('loose');
    expect(ids(-5)).not.toContain('B2');
  });

  it('knows no crystal of a composition that is held out, and keeps the elements', () => {
    expect(ids(30, 'NaCl')).toEqual(['chlorine', 'sodium']);
  });

  it('takes at most ten crystals of a composition, the lowest, and some of each element however high they lie', () => {
    const many = Array.from({ length: 30 }, (_, k) => crystal(`x${String(k).padStart(2, '0')}`, 'NaCl', 0.001 * k, 22.5));
    const high = Array.from({ length: 6 }, (_, k) => crystal(`y${k}`, 'Na', 2 + k, 37));
    const found = ids(0, null, [...many, ...high, crystal('chlorine', 'Cl', 0, 28)]);
    expect(found).toEqual(['chlorine', ...many.slice(0, 10).map(({ sourceId }) => sourceId), 'y0', 'y1', 'y2', 'y3']);
  });

  it('makes no set where an element has no crystal', () => {
    expect(
      ids(
        0,
        null,
        CRYSTALS.filter(({ sourceId }) => sourceId !== 'sodium'),
      ),
    ).toEqual([]);
  });
});
