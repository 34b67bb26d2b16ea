import type { Composition } from '../../composition/composition.js';
import { reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { convexHullAt } from '../../energy/convex-hull/convex-hull-at.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computePhaseDiagram, type PhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';
import { InvalidOptionsError } from '../../prediction/input-errors.js';
import { atomsByEndMember, endMembersOf } from '../constraints/end-members.js';
import type { Phase, SearchRequest } from '../search-types.js';

/** An entry of the hull: a phase that was found, or a reference. Where there are end members, `composition` counts atoms by them: see `onAxes`. */
export interface ArchiveEntry extends HullEntry {
  /** By element. */
  readonly chemical: Composition;
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
  /** Enthalpy of the ends of the hull, mixed to a composition, eV/atom. */
  readonly enthalpyOfEndsAt: (composition: Composition) => number;
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
 * Ends of the hull among the references, which may stand beside the archive at zero pressure. Under pressure their volumes would have to be known, so that the
 * search finds its own.
 */
export const endReferencesOf = (request: SearchRequest, references: readonly HullEntry[]): readonly HullEntry[] =>
  request.constraints.pressureGPa === 0
    ? references.filter(({ composition }) => endMembersOf(request).some((end) => sameComposition(end, composition)))
    : [];

/**
 * A composition as the hull takes it: with end members, an axis for each of them, numbered from 1, and on it the atoms that it brings. All energies stay per atom,
 * and the hull is that of pymatgen's `CompoundPhaseDiagram`.
 */
function onAxes(composition: Composition, { endMembers }: SearchRequest['constraints']): Composition {
  if (endMembers.length === 0) return composition;
  const atoms = atomsByEndMember(composition, endMembers);
  if (atoms === null) throw new InvalidOptionsError(`${reducedFormula(composition)} is no mixture of the end members`);
  const axes = atoms.flatMap((count, k) => (count === 0 ? [] : [k]));
  return reduceComposition({ atomicNumbers: axes.map((k) => k + 1), counts: axes.map((k) => atoms[k]) });
}

/** Null while an end of the hull has neither a reference nor a phase. */
export function hullOfArchive(phases: readonly Phase[], request: SearchRequest, references: readonly HullEntry[]): ArchiveHull | null {
  const { constraints } = request;
  const lowest = lowestOfCompositions(phases);
  const entries: ArchiveEntry[] = [
    ...endReferencesOf(request, references).map((entry) => ({
      ...entry,
      composition: onAxes(entry.composition, constraints),
      chemical: entry.composition,
      phase: null,
    })),
    ...[...lowest.values()].map((phase): ArchiveEntry => ({
      id: `phase-${phase.id}`,
      formula: reducedFormula(phase.composition),
      composition: onAxes(phase.composition, constraints),
      chemical: phase.composition,
      energyPerAtom: phase.enthalpyPerAtom,
      phase,
    })),
  ];
  const axes = constraints.endMembers.length === 0 ? request.elements : constraints.endMembers.map((_, k) => k + 1);
  const known = new Set(entries.flatMap(({ composition: { atomicNumbers } }) => (atomicNumbers.length === 1 ? atomicNumbers : [])));
  if (!axes.every((axis) => known.has(axis))) return null;
  const diagram = computePhaseDiagram(entries, axes);
  const lowestAbove = new Map(
    diagram.phases.flatMap(({ entry, energyAboveHull }) =>
      entry.phase === null ? [] : [[compositionKey(entry.chemical), energyAboveHull] as const],
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
      const { referenceEnergyPerAtom, hullFormationEnergyPerAtom } = convexHullAt(onAxes(composition, constraints), vertices);
      return referenceEnergyPerAtom + hullFormationEnergyPerAtom;
    },
    enthalpyOfEndsAt: (composition) => convexHullAt(onAxes(composition, constraints), diagram.references).referenceEnergyPerAtom,
  };
}
