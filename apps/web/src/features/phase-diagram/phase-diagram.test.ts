import { describe, expect, it } from 'vitest';
import type { DiagramPoint } from './diagram-phases';
import { diagramCsv } from './diagram-csv';
import { drawnPhases, fractionsOf, potentialRanges } from './diagram-phases';
import { rangesText } from './range-text';
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

  it('leaves out open elements', () => expect(fractionsOf('LiCoO2', ['Li', 'Co'])).toEqual([0.5, 0.5]));
});

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

describe('drawnPhases', () => {
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

describe('chemical potentials', () => {
  // Na–Cl with NaCl 2 eV/atom below the elements.
  const facets = [
    { phases: ['Na', 'NaCl'], chemicalPotentials: [0, -4] },
    { phases: ['NaCl', 'Cl'], chemicalPotentials: [-4, 0] },
  ];

  it('range between the facets of a phase, and without end for an element that it does not hold', () => {
    const ranges = potentialRanges(phase('NaCl', 'NaCl', 0, true), facets, ['Na', 'Cl']);
    expect(ranges).toEqual([
      { element: 'Na', lowest: -4, highest: 0 },
      { element: 'Cl', lowest: -4, highest: 0 },
    ]);
    expect(potentialRanges(phase('Na', 'Na', 0, true), facets, ['Na', 'Cl'])).toEqual([
      { element: 'Na', lowest: 0, highest: 0 },
      { element: 'Cl', lowest: null, highest: -4 },
    ]);
    expect(potentialRanges(phase('x', 'NaCl3', 0.1), facets, ['Na', 'Cl'])).toEqual([]);
  });

  it('are written with a true minus', () => {
    expect(rangesText(potentialRanges(phase('Na', 'Na', 0, true), facets, ['Na', 'Cl']), 'en')).toBe('μ(Na) 0.000, μ(Cl) ≤ −4.000 eV/atom');
  });

  it('stand in the table of values, one record for each phase that is shown', () => {
    const referenceSet = {
      id: 'r',
      name: 'set',
      snapshotDate: '2025-02',
      entries: 3,
      geometry: 'relaxed',
      chemicalSystem: null,
      energyModel: { id: 'm', name: 'model', version: '1', card: null },
    };
    const shown = [phase('NaCl', 'NaCl', 0, true), phase('x', 'NaCl3', 0.1)];
    const diagram = {
      elements: ['Na', 'Cl'] as const,
      facets,
      open: [],
      referenceSet,
      referencePhases: 3,
      predictedPhases: 0,
      phases: shown,
      unstableCount: 1,
      tieLines: [],
    };
    const [heading, first, second, ...rest] = diagramCsv(diagram, shown).trim().split('\r\n');
    expect(rest).toEqual([]);
    expect(heading).toContain('fraction_Na,fraction_Cl,lowest_mu_Na (eV/atom),highest_mu_Na (eV/atom)');
    expect(first).toBe('NaCl,NaCl,false,true,0,-1,,0.5,0.5,-4,0,-4,0,model 1,set 2025-02');
    expect(second).toBe('NaCl3,x,false,false,0.1,-1,0.25 Na + 0.75 Cl,0.25,0.75,,,,,model 1,set 2025-02');
  });
});
