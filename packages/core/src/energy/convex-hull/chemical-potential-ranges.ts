import type { Facet } from './facets.js';
import type { PhaseDiagram } from './phase-diagram.js';

/** Where a phase is stable, in the space of chemical potentials: eV/atom, measured from the references of the elements. */
export interface StabilityRegion {
  /** Place in `PhaseDiagram.phases`. */
  readonly phase: number;
  /** The corners of the region, by element of the diagram: those of its facets, in their order. */
  readonly corners: readonly (readonly number[])[];
  /** By element of the diagram. */
  readonly ranges: readonly ChemicalPotentialRange[];
}

export interface ChemicalPotentialRange {
  /** Null where it may fall without end: the phase does not hold the element. */
  readonly lowest: number | null;
  readonly highest: number;
}

/**
 * The chemical potentials at which each stable phase is stable: the hull of the corners, and from there on any lower value of the elements that the
 * phase does not hold. The corners are those of pymatgen's `get_all_chempots` and `get_chempot_range_map`, less the energies of the references.
 * @returns in the order of `stable`
 */
export function computeStabilityRegions(diagram: PhaseDiagram, facets: readonly Facet[]): StabilityRegion[] {
  return diagram.stable.map((phase) => {
    const corners = facets.filter(({ phases }) => phases.includes(phase)).map(({ chemicalPotentials }) => chemicalPotentials);
    const { atomicNumbers } = diagram.phases[phase].entry.composition;
    const ranges = diagram.elements.map((z, element) => {
      const values = corners.map((corner) => corner[element]);
      return { lowest: atomicNumbers.includes(z) ? Math.min(...values) : null, highest: Math.max(...values) };
    });
    return { phase, corners, ranges };
  });
}
