import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeStabilityRegions } from '../../../src/energy/convex-hull/chemical-potential-ranges.js';
import { computeFacets } from '../../../src/energy/convex-hull/facets.js';
import { openEntries } from '../../../src/energy/convex-hull/grand-canonical.js';
import type { HullEntry } from '../../../src/energy/convex-hull/hull-entry.js';
import type { PhaseDiagram } from '../../../src/energy/convex-hull/phase-diagram.js';
import { computePhaseDiagram } from '../../../src/energy/convex-hull/phase-diagram.js';

type PeerFacet = readonly [ids: readonly string[], chemicalPotentials: readonly number[]];
interface Diagram {
  /** Place in `hulls.json`. */
  readonly system: number;
  readonly elements: readonly number[];
  readonly open: readonly [atomicNumber: number, chemicalPotential: number] | null;
  readonly reactions?: readonly (readonly [id: string, energy: number])[];
  readonly above?: readonly (readonly [id: string, formationEnergy: number, energyAboveHull: number])[];
  readonly facets: readonly PeerFacet[];
}
interface System {
  readonly records: readonly (readonly [string, string, readonly number[], readonly number[], number])[];
}

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
const { systems } = read<{ readonly systems: readonly System[] }>('hulls.json');
const { diagrams } = read<{ readonly diagrams: readonly Diagram[] }>('phase-diagrams.json');

const entriesOf = ({ records }: System): HullEntry[] =>
  records.map(([id, formula, atomicNumbers, counts, energyPerAtom]) => ({ id, formula, composition: { atomicNumbers, counts }, energyPerAtom }));
const idsOf = (diagram: PhaseDiagram, places: readonly number[]): string[] => places.map((place) => diagram.phases[place]?.entry.id ?? '').sort();
const byIds = ([a]: PeerFacet, [b]: PeerFacet): number => (a.join() < b.join() ? -1 : 1);

/** eV/atom */
const TOLERANCE = 1e-8;

function expectSameFacets(diagram: PhaseDiagram, peer: readonly PeerFacet[]): void {
  const facets = computeFacets(diagram).map(({ phases, chemicalPotentials }): PeerFacet => [idsOf(diagram, phases), chemicalPotentials]);
  expect(facets.sort(byIds).map(([ids]) => ids)).toEqual([...peer].sort(byIds).map(([ids]) => ids));
  [...peer]
    .sort(byIds)
    .forEach(([ids, potentials], k) =>
      potentials.forEach((potential, element) =>
        expect(Math.abs((facets[k]?.[1][element] ?? NaN) - potential), `${ids.join(' ')} ${element}`).toBeLessThan(TOLERANCE),
      ),
    );
}

describe('PhaseDiagram of pymatgen: stable phases, reaction energies, facets', () => {
  it.each(diagrams.filter(({ open }) => open === null))('system $system, elements $elements', ({ system, elements, reactions = [], facets }) => {
    const diagram = computePhaseDiagram(entriesOf(systems[system] as System), elements);
    expect(idsOf(diagram, diagram.stable)).toEqual(reactions.map(([id]) => id).sort());
    for (const [id, energy] of reactions) {
      const { equilibriumReactionEnergyPerAtom } = diagram.phases.find(({ entry }) => entry.id === id) ?? { equilibriumReactionEnergyPerAtom: null };
      expect(Math.abs((equilibriumReactionEnergyPerAtom ?? NaN) - energy), id).toBeLessThan(TOLERANCE);
    }
    expectSameFacets(diagram, facets);
    // Each phase's corners are those of the facets that pymatgen names it in.
    for (const { phase, corners } of computeStabilityRegions(diagram, computeFacets(diagram)))
      expect(corners).toHaveLength(facets.filter(([ids]) => ids.includes(diagram.phases[phase]?.entry.id ?? '')).length);
  });
});

describe('GrandPotentialPhaseDiagram of pymatgen', () => {
  it.each(diagrams.filter(({ open }) => open !== null))('system $system, open $open', ({ system, elements, open, above = [], facets }) => {
    const [atomicNumber, chemicalPotential] = open ?? [0, 0];
    const diagram = computePhaseDiagram(openEntries(entriesOf(systems[system] as System), [{ atomicNumber, chemicalPotential }]));
    expect(diagram.elements).toEqual(elements);
    expect(diagram.phases).toHaveLength(above.length);
    for (const [id, formationEnergy, energyAboveHull] of above) {
      const phase = diagram.phases.find(({ entry }) => entry.id === id);
      expect(Math.abs((phase?.formationEnergyPerAtom ?? NaN) - formationEnergy), id).toBeLessThan(TOLERANCE);
      expect(Math.abs((phase?.energyAboveHull ?? NaN) - energyAboveHull), id).toBeLessThan(TOLERANCE);
    }
    expectSameFacets(diagram, facets);
  });
});
