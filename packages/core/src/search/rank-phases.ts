import { reducedFormula } from '../composition/written-formula.js';
import { convexHullAt } from '../energy/convex-hull/convex-hull-at.js';
import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import { RELAXED_SYMPREC } from '../prediction/ranking/rank-structures.js';
import type { DecompositionPhase, SpaceGroupLabel } from '../prediction/stage-types.js';
import { prototypeLabel } from '../symmetry/prototype-label.js';
import { hullOfArchive } from './archive/hull-of-archive.js';
import { brokenResult } from './constraints/broken-result.js';
import { symmetryAt } from './operators/symmetry-at.js';
import type { SearchKnowledge } from './search-knowledge.js';
import type { BrokenResult, Individual, Outcome, Phase, SearchState } from './search-types.js';

/** A phase that a search found, as it is handed out. */
export interface RankedPhase {
  /** From 1: by energy above hull in a search by hull, else by enthalpy. */
  readonly rank: number;
  readonly formula: string;
  readonly phase: Phase;
  /** That which stands for the phase. */
  readonly individual: Individual & { readonly outcome: Outcome };
  /** At symprec 0.03 Å; null where no group fits. */
  readonly spaceGroup: SpaceGroupLabel | null;
  readonly prototype: string | null;
  /** eV/atom: from the ends of the hull in a search by hull, else from the known elements. */
  readonly formationEnergyPerAtom: number | null;
  /** eV/atom, ≥ 0: above the hull of its ends, elements or end members, and all that the search found; null in a search of one composition. */
  readonly energyAboveHull: number | null;
  /** eV/atom: above the hull of the known phases evaluated with this potential, negative below it; null where they are not known, as under pressure. */
  readonly energyAboveKnownHull: number | null;
  /** On the hull that `energyAboveHull` is measured from; else on that of the known phases. */
  readonly decomposition: readonly DecompositionPhase[];
  /** What it breaks of what is asked of results; null where it keeps all. */
  readonly broken: BrokenResult | null;
}

/** The phases of a search, best first. */
export function rankPhases(state: SearchState, { referenceEntries }: Pick<SearchKnowledge, 'referenceEntries'>): RankedPhase[] {
  const { phases, request, individuals } = state;
  const hull = request.composition === null ? hullOfArchive(phases, request, referenceEntries) : null;
  const ordered = [...phases].sort((a, b) => {
    const gap = hull === null ? a.enthalpyPerAtom - b.enthalpyPerAtom : hull.aboveHull[a.id] - hull.aboveHull[b.id];
    return gap || a.enthalpyPerAtom - b.enthalpyPerAtom || a.id - b.id;
  });
  const placed = new Map(hull?.diagram.phases.flatMap((one) => (one.entry.phase === null ? [] : [[one.entry.phase.id, one] as const])));
  return ordered.map((phase, place) => {
    const individual = individuals[phase.individual] as RankedPhase['individual'];
    const symmetry = symmetryAt(individual.outcome.structure, RELAXED_SYMPREC);
    const known = knownHull(phase, state, referenceEntries);
    const own = placed.get(phase.id);
    return {
      rank: place + 1,
      formula: reducedFormula(phase.composition),
      phase,
      individual,
      spaceGroup: symmetry?.spaceGroup ?? null,
      prototype: symmetry === null ? null : prototypeLabel(individual.outcome.structure, symmetry),
      formationEnergyPerAtom:
        hull === null ? (known?.formationEnergyPerAtom ?? null) : phase.enthalpyPerAtom - hull.enthalpyOfEndsAt(phase.composition),
      energyAboveHull: hull === null ? null : hull.aboveHull[phase.id],
      energyAboveKnownHull: known?.energyAboveHull ?? null,
      decomposition: own?.decomposition ?? known?.decomposition ?? [],
      broken: brokenResult(individual.outcome.structure, individual.start, request),
    };
  });
}

/** Against the known phases, whose energies are those of zero pressure. */
function knownHull({ composition, energyPerAtom }: Phase, { request }: SearchState, entries: readonly HullEntry[]) {
  const elements = new Set(entries.flatMap(({ composition: { atomicNumbers } }) => (atomicNumbers.length === 1 ? atomicNumbers : [])));
  if (request.constraints.pressureGPa !== 0 || !composition.atomicNumbers.every((z) => elements.has(z))) return null;
  const { referenceEnergyPerAtom, hullFormationEnergyPerAtom, decomposition } = convexHullAt(composition, entries);
  const formationEnergyPerAtom = energyPerAtom - referenceEnergyPerAtom;
  return { formationEnergyPerAtom, energyAboveHull: formationEnergyPerAtom - hullFormationEnergyPerAtom, decomposition };
}
