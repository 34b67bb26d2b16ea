import { enumeratePotentials } from './enumerate-potentials.js';
import { findHullVertices, heightAbovePlane } from './find-hull-vertices.js';
import { HULL_TOLERANCE } from './hull-tolerance.js';
import { phaseColumns } from './phase-columns.js';
import type { PhaseDiagram } from './phase-diagram.js';

/** One facet of the lower hull: phases that are in equilibrium with each other, and the chemical potentials at which they are. */
export interface Facet {
  /** Places in `PhaseDiagram.phases`, in the order of `stable`; as many as there are elements, or more where more lie in one plane. */
  readonly phases: readonly number[];
  /** By element of the diagram, eV/atom, measured from the reference of the element, ≤ 0. */
  readonly chemicalPotentials: readonly number[];
}

/** Enough for any system whose facets a person or a program will look at; eight elements with eighty random phases have some thousands. */
const MOST_FACETS = 50_000;

/**
 * All facets, sorted by their phases. Their number may grow steeply with the number of elements, and the work with its square; energies and
 * decompositions come from `computePhaseDiagram` without them.
 * @param most facets; more is an error
 * @throws {TooManyFacetsError}
 */
export function computeFacets(diagram: PhaseDiagram, most: number = MOST_FACETS): Facet[] {
  const { elements, references, phases, stable } = diagram;
  const columns = phaseColumns(
    elements,
    stable.map((place) => phases[place].entry),
    references,
  );
  return enumeratePotentials(columns, findHullVertices(columns), most)
    .map((potentials) => ({
      phases: stable.filter((_, column) => Math.abs(heightAbovePlane(columns, column, potentials)) <= HULL_TOLERANCE),
      // −0 is 0
      chemicalPotentials: Array.from(potentials, (potential) => potential + 0),
    }))
    .sort((a, b) => comparePlaces(a.phases, b.phases));
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) if (a[k] !== b[k]) return a[k] - b[k];
  return a.length - b.length;
}
