import { reducedFormula } from '../composition/written-formula.js';
import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import { hullOfArchive } from './archive/hull-of-archive.js';
import { asLayer } from './layers/find-layer.js';
import type { SearchState } from './search-types.js';

/** What an end of the hull stands on: the energies of phases are counted from these. */
export interface HullEnd {
  readonly formula: string;
  readonly enthalpyPerAtom: number;
  /** A known crystal, bulk, with this potential; else the search has found it. */
  readonly isReference: boolean;
  /** Of a search for layers: is the lowest crystal of the end one itself? */
  readonly isLayer: boolean;
  /** Id of the phase that was found; null for a reference. */
  readonly phase: number | null;
}

/** The ends of the hull of a search over a system, in the order of its elements or end members; none for one composition, or while one of them is not known. */
export function hullEnds({ request, phases, individuals }: SearchState, references: readonly HullEntry[]): HullEnd[] {
  const hull = request.composition === null ? hullOfArchive(phases, request, references) : null;
  const { layer } = request.constraints;
  return (hull?.diagram.references ?? []).map(({ chemical, energyPerAtom, phase }) => {
    const structure = phase === null ? null : (individuals[phase.individual].outcome?.structure ?? null);
    return {
      formula: reducedFormula(chemical),
      enthalpyPerAtom: energyPerAtom,
      isReference: phase === null,
      isLayer: layer !== null && structure !== null && asLayer(structure, layer) !== null,
      phase: phase?.id ?? null,
    };
  });
}
