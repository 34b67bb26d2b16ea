import { describe, expect, it } from 'vitest';
import type { DiagramPoint } from './diagram-phases';
import { drawnPhases, fractionsOf } from './diagram-phases';
import { readSystem } from './read-system';

describe('readSystem', () => {
  it.each([
    ['Li-Co-Ni-O', ['Li', 'Co', 'Ni', 'O']],
    [' Na , Cl', ['Na', 'Cl']],
    ['Si', ['Si']],
  ])('%s', (text, expected) => expect(readSystem(text)).toEqual(expected));

  it.each(['', 'Li-Li', 'Li-Xx', 'LiCoO2', 'H-He-Li-Be-B-C-N-O-F-Ne-Na'])('refuses "%s"', (text) => expect(readSystem(text)).toBeNull());
});

describe('fractionsOf', () => {
  it('follows the order of the elements', () => {
    expect(fractionsOf('LiCoO2', ['O', 'Li', 'Co'])).toEqual([0.5, 0.25, 0.25]);
    expect(fractionsOf('Na', ['Cl', 'Na'])).toEqual([0, 1]);
  });
});

describe('drawnPhases', () => {
  const phase = (entryId: string, formula: string, energyAboveHull: number, isStable = false, isPredicted = false): DiagramPoint => ({
    entryId,
    formula,
    energyPerAtom: -1,
    formationEnergyPerAtom: -1,
    energyAboveHull,
    equilibriumReactionEnergyPerAtom: null,
    url: null,
    material: null,
    structure: isPredicted ? { id: entryId, rank: 1, spaceGroup: null, prediction: { id: 'p' } } : null,
    decomposesTo: [
      { amount: 0.25, phase: { entryId: 'a', formula: 'Na' } },
      { amount: 0.75, phase: { entryId: 'b', formula: 'Cl' } },
    ],
    isStable,
  });

  it('draws all where height has its place', () => {
    const drawn = drawnPhases([phase('s', 'NaCl', 0, true), phase('h', 'NaCl', 0.1)], ['Na', 'Cl'], true, 'en');
    expect(drawn.map(({ id, higher }) => `${id} ${higher}`)).toEqual(['h 0', 's 0']);
  });

  it('draws the lowest of a composition, a predicted one beside it, stable ones on top', () => {
    const drawn = drawnPhases(
      [phase('s', 'NaCl', 0, true), phase('h', 'NaCl', 0.1), phase('p', 'NaCl', 0.05, false, true), phase('u', 'NaCl3', 0.2)],
      ['Na', 'K', 'Cl'],
      false,
      'en',
    );
    expect(drawn.map(({ id, higher }) => `${id} ${higher}`)).toEqual(['u 0', 'p 0', 's 1']);
    expect(drawn[0]?.decomposition).toBe('25% Na + 75% Cl');
    expect(drawn[2]?.decomposition).toBeNull();
  });
});
