/** A phase to draw: numbers and texts only, so that any source can give it. */
export interface HullPhase {
  readonly id: string;
  readonly formula: string;
  /** Atom fractions in the order of the diagram's elements; they add up to 1. */
  readonly fractions: readonly number[];
  /** eV/atom */
  readonly formationEnergyPerAtom: number;
  /** eV/atom; 0 for stable phases. */
  readonly energyAboveHull: number;
  readonly isStable: boolean;
  readonly isPredicted: boolean;
  /** Others of the same composition that lie higher and are not drawn. */
  readonly higher: number;
  /** `0.5 Na + 0.5 NaCl`; null for a stable phase. */
  readonly decomposition: string | null;
}

export interface HullChartProps {
  readonly elements: readonly string[];
  /** Stable ones last, so that they lie on top. */
  readonly phases: readonly HullPhase[];
  /** Pairs of ids of stable phases. */
  readonly tieLines: readonly (readonly [string, string])[];
  readonly title: string;
  readonly description: string;
  /** eV/atom: the end of the color scale. */
  readonly threshold: number;
  readonly labels: 'stable' | 'all' | 'none';
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** Stable phases in equilibrium with each other, and at what potentials they are. */
export interface HullFacet {
  /** Ids of its phases: as many as there are elements, or more where more lie in one plane. */
  readonly phases: readonly string[];
  /** In the order of the diagram's elements, eV/atom from the references. */
  readonly chemicalPotentials: readonly number[];
}
