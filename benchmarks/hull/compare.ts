import type { StabilityRegion } from '@kessho/core/energy/convex-hull/chemical-potential-ranges';
import type { PhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';

/** What pymatgen says of a system, by place of the entry in the input. */
export interface PeerAnswer {
  readonly seconds: number;
  readonly regionSeconds: number;
  readonly above: Readonly<Record<string, number>>;
  readonly formation: Readonly<Record<string, number>>;
  readonly decomposition: Readonly<Record<string, readonly (readonly [place: number, share: number])[]>>;
  /** Of the stable phases; of a closed system only, since pymatgen takes no phase with an open element for a neighbor of another. */
  readonly reaction: Readonly<Record<string, number | null>>;
  readonly corners: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Largest differences, eV/atom; shares of a decomposition. */
export interface Differences {
  readonly energyAboveHull: number;
  readonly formationEnergy: number;
  readonly decomposition: number;
  readonly equilibriumReactionEnergy: number;
  readonly chemicalPotentials: number;
  /** Phases that one of both calls stable and the other not. */
  readonly stability: number;
}

/** @param placeOf the entry's place in the input, by its place in the diagram */
export function compare(diagram: PhaseDiagram, regions: readonly StabilityRegion[], placeOf: readonly number[], peer: PeerAnswer): Differences {
  const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const at = <Value>(record: Readonly<Record<string, Value>>, phase: number): Value => {
    const value = record[String(placeOf[phase])];
    if (value === undefined) throw new Error(`pymatgen says nothing of entry ${placeOf[phase]}`);
    return value;
  };
  const idOf = new Map(placeOf.map((place, phase) => [place, diagram.phases[phase]?.entry.id]));
  const stable = new Set(diagram.stable.map((phase) => String(placeOf[phase])));
  const theirs = Object.keys(peer.reaction);
  return {
    energyAboveHull: largest(diagram.phases.map(({ energyAboveHull }, phase) => energyAboveHull - at(peer.above, phase))),
    formationEnergy: largest(diagram.phases.map(({ formationEnergyPerAtom }, phase) => formationEnergyPerAtom - at(peer.formation, phase))),
    decomposition: largest(
      diagram.phases.flatMap(({ decomposition }, phase) => {
        const shares = new Map(at(peer.decomposition, phase).map(([place, share]) => [idOf.get(place), share]));
        const ours = new Map(decomposition.map(({ entryId, fraction }) => [entryId, fraction]));
        return [...new Set([...shares.keys(), ...ours.keys()])].map((id) => (shares.get(id) ?? 0) - (ours.get(id ?? '') ?? 0));
      }),
    ),
    equilibriumReactionEnergy: largest(
      diagram.stable.flatMap((phase) => {
        const reaction = peer.reaction[String(placeOf[phase])] ?? null;
        return reaction === null ? [] : [(diagram.phases[phase]?.equilibriumReactionEnergyPerAtom ?? NaN) - reaction];
      }),
    ),
    chemicalPotentials: largest(
      regions.flatMap(({ phase, corners }) => {
        const found = peer.corners[String(placeOf[phase])];
        return found === undefined ? [] : [distanceOfSets(corners, found), distanceOfSets(found, corners)];
      }),
    ),
    stability: theirs.filter((place) => !stable.has(place)).length + [...stable].filter((place) => !theirs.includes(place)).length,
  };
}

/** How far the worst point of the first set is from the nearest of the second. */
const distanceOfSets = (from: readonly (readonly number[])[], to: readonly (readonly number[])[]): number =>
  Math.max(...from.map((a) => Math.min(...to.map((b) => Math.max(...a.map((value, k) => Math.abs(value - (b[k] ?? NaN))))))));
