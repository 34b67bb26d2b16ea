import type { Composition } from '../../composition/composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { convexHullAt } from '../../energy/convex-hull/convex-hull-at.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computePhaseDiagram, type PhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';
import type { Phase, SearchRequest } from '../search-types.js';

/** An entry of the hull: a phase that was found, or a reference. */
export interface ArchiveEntry extends HullEntry {
  /** Null for a reference. */
  readonly phase: Phase | null;
}

/** Where the archive of a search by hull stands. */
export interface ArchiveHull {
  readonly diagram: PhaseDiagram<ArchiveEntry>;
  /** By phase id, eV/atom. */
  readonly aboveHull: readonly number[];
  /** Enthalpy of the hull at a composition, eV/atom. */
  readonly enthalpyAt: (composition: Composition) => number;
}

export const compositionKey = (composition: Composition): string => {
  const { atomicNumbers, counts } = reduceComposition(composition);
  return `${atomicNumbers.join()}:${counts.join()}`;
};

/** The lowest phase of each composition. */
export function lowestOfCompositions(phases: readonly Phase[]): ReadonlyMap<string, Phase> {
  const lowest = new Map<string, Phase>();
  for (const phase of phases) {
    const key = compositionKey(phase.composition);
    const best = lowest.get(key);
    if (best === undefined || phase.enthalpyPerAtom < best.enthalpyPerAtom) lowest.set(key, phase);
  }
  return lowest;
}

/**
 * The elements among the references that may stand beside the archive: at zero pressure those of the system. Under pressure their volumes would have to be known,
 * so that the search finds its own elements.
 */
export const elementalReferencesOf = ({ elements, constraints }: SearchRequest, references: readonly HullEntry[]): readonly HullEntry[] =>
  constraints.pressureGPa === 0
    ? references.filter(({ composition: { atomicNumbers } }) => atomicNumbers.length === 1 && elements.includes(atomicNumbers[0]))
    : [];

/** Null while an element of the system has neither a reference nor a phase. */
export function hullOfArchive(phases: readonly Phase[], request: SearchRequest, references: readonly HullEntry[]): ArchiveHull | null {
  const lowest = lowestOfCompositions(phases);
  const entries: ArchiveEntry[] = [
    ...elementalReferencesOf(request, references).map((entry) => ({ ...entry, phase: null })),
    ...[...lowest.values()].map((phase): ArchiveEntry => ({
      id: `phase-${phase.id}`,
      formula: reducedFormula(phase.composition),
      composition: phase.composition,
      energyPerAtom: phase.enthalpyPerAtom,
      phase,
    })),
  ];
  const known = new Set(entries.flatMap(({ composition: { atomicNumbers } }) => (atomicNumbers.length === 1 ? atomicNumbers : [])));
  if (!request.elements.every((z) => known.has(z))) return null;
  const diagram = computePhaseDiagram(entries, request.elements);
  const lowestAbove = new Map(
    diagram.phases.flatMap(({ entry, energyAboveHull }) =>
      entry.phase === null ? [] : [[compositionKey(entry.composition), energyAboveHull] as const],
    ),
  );
  const vertices = diagram.stable.map((place) => diagram.phases[place].entry);
  return {
    diagram,
    aboveHull: phases.map((phase) => {
      const key = compositionKey(phase.composition);
      return (lowestAbove.get(key) as number) + phase.enthalpyPerAtom - (lowest.get(key) as Phase).enthalpyPerAtom;
    }),
    enthalpyAt: (composition) => {
      const { referenceEnergyPerAtom, hullFormationEnergyPerAtom } = convexHullAt(composition, vertices);
      return referenceEnergyPerAtom + hullFormationEnergyPerAtom;
    },
  };
}
