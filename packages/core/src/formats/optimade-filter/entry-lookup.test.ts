import { describe, expect, it } from 'vitest';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import { entryLookup } from './entry-lookup.js';

const lattice = createLattice([
  [4, 0, 0],
  [0, 4, 0],
  [0, 0, 4],
]);
const perovskite = createStructure(
  lattice,
  [56, 22, 8, 8, 8],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0, 0.5],
    [0, 0.5, 0.5],
  ],
);

describe('properties of an entry', () => {
  it('are computed where the sites decide, whatever the provider says, and the provider’s otherwise', () => {
    const lookup = entryLookup({
      id: 'x-1',
      attributes: {
        elements: ['Ti', 'O'],
        elements_ratios: [9],
        chemical_formula_reduced: 'TiBaO3',
        chemical_formula_hill: 'Ba2O6Ti2',
        _x_energy: -1,
        _x_absent: null,
      },
      structure: perovskite,
      spaceGroup: { number: 221, symbol: 'P m -3 m' },
    });
    const of = (name: string): unknown => lookup([name]);
    expect(of('elements')).toEqual(['Ba', 'O', 'Ti']);
    expect(of('elements_ratios')).toEqual([0.2, 0.6, 0.2]);
    expect([of('chemical_formula_reduced'), of('chemical_formula_anonymous'), of('nelements'), of('nsites')]).toEqual(['BaO3Ti', 'A3BC', 3, 5]);
    expect(of('chemical_formula_hill')).toBe('Ba2O6Ti2');
    expect([of('space_group_it_number'), of('_x_energy'), of('_x_absent'), of('_x_other')]).toEqual([221, -1, null, undefined]);
    expect(lookup(['_x_energy', 'total'])).toBeUndefined();
  });
});
