import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { forkRng } from '../../numerics/rng.js';
import { computeEnergyAboveHull } from './energy-above-hull.js';
import type { HullEntry } from './hull-entry.js';

const entry = (formula: string, energyPerAtom: number, id = formula): HullEntry => ({ id, formula, composition: parseFormula(formula), energyPerAtom });
const ENTRIES = [entry('Ti', -8), entry('Ti', -7.9, 'Ti-high'), entry('O', -5), entry('Ba', -2), entry('TiO2', -9), entry('BaO', -6), entry('Ti2O3', -8.6)];

describe('computeEnergyAboveHull', () => {
  it('splits a ternary into its binaries, by atoms', () => {
    const result = computeEnergyAboveHull(parseFormula('BaTiO3'), -7.9, ENTRIES);
    expect(result.decomposition.map(({ entryId, fraction }) => [entryId, Number(fraction.toFixed(12))])).toEqual([
      ['TiO2', 0.6],
      ['BaO', 0.4],
    ]);
    expect(result.energyAboveHull).toBeCloseTo(-7.9 - (0.6 * -9 + 0.4 * -6), 12);
    expect(result.formationEnergyPerAtom).toBeCloseTo(-7.9 - (-2 - 8 - 15) / 5, 12);
    expect(result.competingEntries).toBe(7);
  });

  it('gives 0 at a vertex and a negative number below the rest', () => {
    expect(computeEnergyAboveHull(parseFormula('Ti2O4'), -9, ENTRIES).energyAboveHull).toBe(0);
    const rest = computeEnergyAboveHull(parseFormula('TiO2'), -9, ENTRIES, { excludeComposition: parseFormula('Ti4O8') });
    expect(rest.decomposition.map(({ entryId }) => entryId)).toEqual(['Ti2O3', 'O']);
    expect(rest.energyAboveHull).toBeLessThan(0);
    expect(computeEnergyAboveHull(parseFormula('Ti'), -7.9, ENTRIES).energyAboveHull).toBeCloseTo(0.1, 12);
  });

  it('says which element has no reference', () => {
    expect(() => computeEnergyAboveHull(parseFormula('SrTiO3'), -8, ENTRIES)).toThrow('No reference phase of the element Sr');
    expect(() => computeEnergyAboveHull(parseFormula('Ti'), -8, ENTRIES, { excludeComposition: parseFormula('Ti') })).toThrow('Ti');
  });

  it('does not depend on the order of the entries, and another entry raises nothing', () => {
    const rng = forkRng('hull', 1);
    const symbols = ['Li', 'Fe', 'P', 'O', 'Mn', 'F'];
    const phases = Array.from({ length: 60 }, (_, k) => {
      const formula = symbols.map((symbol) => (rng.uniform() < 0.5 ? '' : `${symbol}${1 + rng.integer(4)}`)).join('') || 'LiF';
      return entry(formula, -4 + rng.normal(), `phase-${k}`);
    });
    const entries = [...symbols.map((symbol) => entry(symbol, -3)), ...phases];
    const target = parseFormula('LiFe2P3O4MnF');
    const distances = Array.from({ length: entries.length - 6 }, (_, k) => computeEnergyAboveHull(target, 0, entries.slice(0, 7 + k)).energyAboveHull);
    distances.slice(1).forEach((distance, k) => expect(distance).toBeGreaterThanOrEqual(distances[k] - 1e-12));
    expect(computeEnergyAboveHull(target, 0, [...entries].reverse()).energyAboveHull).toBeCloseTo(distances.at(-1) ?? NaN, 11);
  });
});
