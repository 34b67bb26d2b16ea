import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { forkRng } from '../../numerics/rng.js';
import { computeStabilityRegions } from './chemical-potential-ranges.js';
import { convexHullAt } from './convex-hull-at.js';
import { enthalpyEntries } from './enthalpy-entries.js';
import { computeFacets } from './facets.js';
import { openEntries } from './grand-canonical.js';
import type { HullEntry, VolumedEntry } from './hull-entry.js';
import type { PhaseDiagram } from './phase-diagram.js';
import { computePhaseDiagram } from './phase-diagram.js';
import { computeTieLines } from './tie-lines.js';

const entry = (formula: string, energyPerAtom: number, id = formula): HullEntry => ({
  id,
  formula,
  composition: parseFormula(formula),
  energyPerAtom,
});
/** Entries by formula with their energies; the ids are the formulas. */
const system = (energies: Readonly<Record<string, number>>): HullEntry[] =>
  Object.entries(energies).map(([formula, energy]) => entry(formula, energy));
const names = (diagram: PhaseDiagram, places: readonly number[]): string => places.map((place) => diagram.phases[place]?.entry.id).join(' ');
const drawn = (diagram: PhaseDiagram): { readonly facets: string[]; readonly lines: string[] } => {
  const facets = computeFacets(diagram);
  return {
    facets: facets
      .map(({ phases }) =>
        names(
          diagram,
          [...phases].sort((a, b) => a - b),
        ),
      )
      .sort(),
    lines: computeTieLines(diagram, facets).map((line) => names(diagram, line)),
  };
};

describe('computePhaseDiagram', () => {
  it('places every entry of the system and leaves others out', () => {
    const entries = [...system({ Ti: -8, O: -5, TiO2: -9, Ti2O3: -8.95, TiO: -6 }), entry('Ti', -7.9, 'other Ti'), entry('Ba', -2)];
    const diagram = computePhaseDiagram(entries, [8, 22]);
    expect(diagram.elements).toEqual([8, 22]);
    expect(diagram.phases.map(({ entry: { id } }) => id)).toEqual(['Ti', 'O', 'TiO2', 'Ti2O3', 'TiO', 'other Ti']);
    expect(names(diagram, diagram.stable)).toBe('O Ti TiO2 Ti2O3');
    const [ti, , , ti2o3, tio, otherTi] = diagram.phases;
    expect([ti?.formationEnergyPerAtom, ti?.energyAboveHull, ti?.equilibriumReactionEnergyPerAtom]).toEqual([0, 0, 0]);
    expect(otherTi?.energyAboveHull).toBeCloseTo(0.1, 12);
    expect(otherTi?.decomposition).toEqual([{ entryId: 'Ti', formula: 'Ti', fraction: 1 }]);
    // TiO = ½ Ti + ½ O by atoms, against 5/6 Ti2O3 + 1/6 Ti
    expect(tio?.decomposition.map(({ entryId, fraction }) => [entryId, Number(fraction.toFixed(12))])).toEqual([
      ['Ti2O3', 0.833333333333],
      ['Ti', 0.166666666667],
    ]);
    expect(tio?.energyAboveHull).toBeCloseTo(-6 + (5 * 8.95 + 8) / 6, 12);
    expect(tio?.equilibriumReactionEnergyPerAtom).toBeNull();
    // Ti2O3 against 9/10 TiO2 + 1/10 Ti by atoms
    expect(ti2o3?.equilibriumReactionEnergyPerAtom).toBeCloseTo(-8.95 + 0.9 * 9 + 0.1 * 8, 12);
  });

  it('knows a system of one element', () => {
    const diagram = computePhaseDiagram([entry('Si', -5.3, 'β'), entry('Si', -5.4, 'α')]);
    expect(names(diagram, diagram.stable)).toBe('α');
    expect(computeFacets(diagram)).toEqual([{ phases: [1], chemicalPotentials: [0] }]);
    expect(drawn(diagram).lines).toEqual([]);
  });

  it('takes the first of several equal entries and puts all of them on the hull', () => {
    const diagram = computePhaseDiagram([
      ...system({ Na: -1, Cl: -2 }),
      entry('NaCl', -4, 'first'),
      entry('Na2Cl2', -4, 'second'),
      entry('NaCl', -3.9, 'third'),
    ]);
    expect(names(diagram, diagram.stable)).toBe('Na Cl first');
    expect(diagram.phases.map(({ energyAboveHull }) => Number(energyAboveHull.toFixed(12)))).toEqual([0, 0, 0, 0, 0.1]);
    expect(drawn(diagram).facets).toEqual(['Cl first', 'Na first']);
  });

  it('counts a phase that lies exactly on a tie-line as stable and divides the line', () => {
    const diagram = computePhaseDiagram(system({ Li: 0, Sn: 0, LiSn: -0.5, Li3Sn: -0.25 }));
    expect(diagram.stable).toHaveLength(4);
    expect(drawn(diagram)).toEqual({ facets: ['Li LiSn Li3Sn', 'Sn LiSn'], lines: ['Li Li3Sn', 'Sn LiSn', 'LiSn Li3Sn'] });
    expect(diagram.phases[3]?.equilibriumReactionEnergyPerAtom).toBe(0);
  });

  it('keeps four phases in one plane as one facet, without diagonals', () => {
    const diagram = computePhaseDiagram(system({ Ca: 0, S: 0, Se: 0, Ca2S: -1, CaS2: -1, Ca2Se: -1, CaSe2: -1 }));
    expect(drawn(diagram)).toEqual({
      facets: ['Ca Ca2S Ca2Se', 'Ca2S CaS2 Ca2Se CaSe2', 'S Se CaS2 CaSe2'],
      lines: ['Ca Ca2S', 'Ca Ca2Se', 'S Se', 'S CaS2', 'Se CaSe2', 'Ca2S CaS2', 'Ca2S Ca2Se', 'CaS2 CaSe2', 'Ca2Se CaSe2'],
    });
  });

  it('takes 255 phases of eight elements in one plane for one facet', () => {
    const symbols = ['Li', 'Na', 'K', 'Rb', 'Cs', 'Mg', 'Ca', 'Sr'];
    const alloys = Array.from({ length: 255 }, (_, k) => entry(symbols.filter((_s, bit) => (((k + 1) >> bit) & 1) === 1).join(''), 0));
    const diagram = computePhaseDiagram(alloys);
    expect(diagram.stable).toHaveLength(255);
    const facets = computeFacets(diagram);
    expect(facets.map(({ phases }) => phases.length)).toEqual([255]);
    // The rim: pairs of elements, divided by their alloy.
    expect(computeTieLines(diagram, facets)).toHaveLength(2 * 28);
  });

  it.each([
    ['no entry of an element', () => computePhaseDiagram(system({ Na: -1, NaCl: -3 })), 'ReferenceMissing', 'Cl'],
    ['an element that no entry has', () => computePhaseDiagram(system({ Na: -1 }), [11, 3]), 'ReferenceMissing', 'Li'],
    ['no entry at all', () => computePhaseDiagram([]), 'InvalidHullInput', 'element'],
    ['an energy that is no number', () => computePhaseDiagram(system({ Na: NaN })), 'InvalidHullInput', 'Na'],
    [
      'an entry without atoms',
      () => computePhaseDiagram([entry('Na', 0), { ...entry('Na', 0, 'empty'), composition: { atomicNumbers: [], counts: [] } }]),
      'InvalidHullInput',
      'empty',
    ],
    [
      'a potential that is no number',
      () => openEntries(system({ Na: -1 }), [{ atomicNumber: 11, chemicalPotential: Infinity }]),
      'InvalidHullInput',
      'Na',
    ],
    [
      'an element opened twice',
      () =>
        openEntries(
          [],
          [
            { atomicNumber: 8, chemicalPotential: 0 },
            { atomicNumber: 8, chemicalPotential: -1 },
          ],
        ),
      'InvalidHullInput',
      'twice',
    ],
    ['more facets than allowed', () => computeFacets(computePhaseDiagram(system({ Na: 0, Cl: 0, NaCl: -1, NaCl3: -0.8 })), 2), 'TooManyFacets', '2'],
  ])('refuses %s', (_, compute, code, named) => {
    expect(compute).toThrow(expect.objectContaining({ code, message: expect.stringContaining(named) as string }) as Error);
  });
});

describe('random systems', () => {
  const randomSystem = (seed: number): HullEntry[] => {
    const rng = forkRng('phase-diagram', seed);
    const symbols = ['Li', 'Na', 'Mg', 'Al', 'O', 'F'].slice(0, 2 + (seed % 5));
    const phases = Array.from({ length: 50 }, (_, k) =>
      entry(symbols.map((symbol) => (rng.uniform() < 0.4 ? '' : `${symbol}${1 + rng.integer(4)}`)).join('') || 'Li', -3 + rng.normal(), `phase-${k}`),
    );
    return [...symbols.map((symbol) => entry(symbol, -2.5, `element-${symbol}`)), ...phases];
  };

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('agree with the linear program at every composition, in any order (seed %i)', (seed) => {
    const entries = randomSystem(seed);
    const diagram = computePhaseDiagram(entries);
    diagram.phases.forEach(({ entry: { composition, energyPerAtom }, energyAboveHull, formationEnergyPerAtom }) => {
      const point = convexHullAt(composition, entries);
      expect(formationEnergyPerAtom).toBeCloseTo(energyPerAtom - point.referenceEnergyPerAtom, 11);
      expect(energyAboveHull).toBeCloseTo(Math.max(0, formationEnergyPerAtom - point.hullFormationEnergyPerAtom), 11);
    });
    const reversed = computePhaseDiagram([...entries].reverse());
    const ids = (of: PhaseDiagram): string[] => names(of, of.stable).split(' ').sort();
    expect(ids(reversed)).toEqual(ids(diagram));
    expect(computeFacets(reversed)).toHaveLength(computeFacets(diagram).length);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('have facets below which no phase lies and which meet the hull at every composition (seed %i)', (seed) => {
    const diagram = computePhaseDiagram(randomSystem(seed));
    const facets = computeFacets(diagram);
    const plane = (potentials: readonly number[], { composition: { atomicNumbers, counts } }: HullEntry): number =>
      atomicNumbers.reduce((sum, z, k) => sum + (potentials[diagram.elements.indexOf(z)] ?? NaN) * (counts[k] ?? NaN), 0) /
      counts.reduce((a, b) => a + b, 0);
    for (const { phases, chemicalPotentials } of facets) {
      expect(phases.length).toBeGreaterThanOrEqual(diagram.elements.length);
      diagram.phases.forEach((phase, place) => {
        const height = phase.formationEnergyPerAtom - plane(chemicalPotentials, phase.entry);
        expect(height).toBeGreaterThan(-1e-8);
        if (phases.includes(place)) expect(height).toBeLessThan(1e-8);
      });
    }
    for (const { entry: phase, formationEnergyPerAtom, energyAboveHull } of diagram.phases) {
      const hull = Math.max(...facets.map(({ chemicalPotentials }) => plane(chemicalPotentials, phase)));
      expect(formationEnergyPerAtom - energyAboveHull).toBeCloseTo(hull, 7);
    }
  });
});

describe('computeStabilityRegions', () => {
  it('gives the corners and the ranges, open where the phase lacks the element', () => {
    const diagram = computePhaseDiagram(system({ Li: -1.9, O: -4.9, Li2O: -4.9, LiO: -5 }));
    const [formationOxide, formationPeroxide] = [-4.9 + (2 * 1.9 + 4.9) / 3, -5 + (1.9 + 4.9) / 2];
    const regions = computeStabilityRegions(diagram, computeFacets(diagram));
    const oxide = regions.find(({ phase }) => diagram.phases[phase]?.entry.id === 'Li2O');
    // With Li: μ(O) = 3 e; with Li2O2: 2 μ(Li) + μ(O) = 3 e(Li2O), μ(Li) + μ(O) = 2 e(LiO)
    const lithium = 3 * formationOxide - 2 * formationPeroxide;
    expect(oxide?.ranges[0]?.lowest).toBeCloseTo(lithium, 12);
    expect(oxide?.ranges[0]?.highest).toBe(0);
    expect(oxide?.ranges[1]?.lowest).toBeCloseTo(3 * formationOxide, 12);
    expect(oxide?.ranges[1]?.highest).toBeCloseTo(2 * formationPeroxide - lithium, 12);
    const metal = regions.find(({ phase }) => diagram.phases[phase]?.entry.id === 'Li');
    expect(metal?.ranges).toEqual([
      { lowest: 0, highest: 0 },
      { lowest: null, highest: oxide?.ranges[1]?.lowest },
    ]);
  });
});

describe('openEntries', () => {
  it('turns energies into grand potentials per atom that is not open', () => {
    const [metal, oxide, ...rest] = openEntries(system({ Fe: -8, Fe2O3: -6.5, O: -5 }), [{ atomicNumber: 8, chemicalPotential: -5.5 }]);
    expect(rest).toEqual([]);
    expect(metal).toMatchObject({ energyPerAtom: -8 });
    expect(oxide?.composition).toEqual({ atomicNumbers: [26], counts: [2] });
    expect(oxide?.energyPerAtom).toBeCloseTo((-6.5 * 5 + 3 * 5.5) / 2, 12);
  });

  it('is the diagram of the closed system where nothing is open', () => {
    const entries = system({ Fe: -8, O: -5, FeO: -7 });
    expect(openEntries(entries, [])).toEqual(entries);
  });
});

describe('enthalpyEntries', () => {
  const volumed = (formula: string, energyPerAtom: number, volumePerAtom: number | null): VolumedEntry => ({
    ...entry(formula, energyPerAtom),
    volumePerAtom,
  });

  it('lets the denser phase win under pressure', () => {
    const carbon = [volumed('C', -9.22, 8.8), { ...volumed('C', -9.1, 5.7), id: 'diamond' }];
    const stableAt = (pressureGPa: number): string | undefined => {
      const diagram = computePhaseDiagram(enthalpyEntries(carbon, pressureGPa));
      return diagram.phases[diagram.stable[0] ?? NaN]?.entry.id;
    };
    // 0.12 eV over 3.1 Å³ is 6.2 GPa
    expect([0, 6, 6.4].map(stableAt)).toEqual(['C', 'C', 'diamond']);
  });

  it('needs the volume of every phase, but not at zero pressure', () => {
    const entries = [volumed('C', -9.2, null)];
    expect(enthalpyEntries(entries, 0)).toEqual(entries);
    expect(() => enthalpyEntries(entries, 1)).toThrow(expect.objectContaining({ code: 'VolumeMissing' }) as Error);
    expect(() => enthalpyEntries(entries, NaN)).toThrow(expect.objectContaining({ code: 'InvalidHullInput' }) as Error);
  });
});
