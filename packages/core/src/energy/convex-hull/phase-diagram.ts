import type { Composition } from '../../composition/composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { compositionOf, findHullVertices, selectColumns } from './find-hull-vertices.js';
import type { HullEntry, HullPhase } from './hull-entry.js';
import { InvalidHullInputError } from './hull-errors.js';
import { HULL_TOLERANCE } from './hull-tolerance.js';
import { decompositionOf, elementalReferences, mixedEnergy, phaseColumns } from './phase-columns.js';
import type { PhaseColumns } from './solve-decomposition.js';
import { solveDecomposition } from './solve-decomposition.js';

/** The lower convex hull of a chemical system, and where every entry lies with respect to it. */
export interface PhaseDiagram<Entry extends HullEntry = HullEntry> {
  /** Atomic numbers, rising; the axes of every list of chemical potentials. */
  readonly elements: readonly number[];
  /** The lowest entry of each element: its formation energy is 0. */
  readonly references: readonly Entry[];
  /** The entries of the system, in the order they were given. */
  readonly phases: readonly PlacedPhase<Entry>[];
  /** Places in `phases` of what lies on the hull: for each composition the lowest entry, of equals the first; elements first, then as given. */
  readonly stable: readonly number[];
}

export interface PlacedPhase<Entry extends HullEntry = HullEntry> {
  readonly entry: Entry;
  /** eV/atom, from the references. */
  readonly formationEnergyPerAtom: number;
  /** eV/atom, ≥ 0; exactly 0 on the hull. */
  readonly energyAboveHull: number;
  /** Itself where it is a vertex of the hull; the largest share first. */
  readonly decomposition: readonly HullPhase[];
  /**
   * Of a stable phase, eV/atom, ≤ 0: its distance below the hull made of the other stable phases; 0 for an element. Null where it is not stable.
   * As `get_equilibrium_reaction_energy` of pymatgen, phases that become stable only without it do not count; `convexHullAt` with
   * `excludeComposition` counts them.
   */
  readonly equilibriumReactionEnergyPerAtom: number | null;
}

/**
 * Place all entries of a system on their hull; for any number of elements, as no facet is built. Agrees with pymatgen's `PhaseDiagram`, with one
 * difference: a phase that lies on the hull without bending it (exactly on a tie-line) is always stable here.
 * @param elements of the system, in any order; entries with others are left out. Null for all that occur
 * @throws {ReferenceMissingError} for an element without an entry {InvalidHullInputError}
 */
export function computePhaseDiagram<Entry extends HullEntry>(
  entries: readonly Entry[],
  elements: readonly number[] | null = null,
): PhaseDiagram<Entry> {
  const axes = [...new Set(elements ?? entries.flatMap(({ composition }) => composition.atomicNumbers))].sort((a, b) => a - b);
  if (axes.length === 0) throw new InvalidHullInputError('A hull needs an element');
  const inSystem = entries.filter(({ composition }) => composition.atomicNumbers.every((z) => axes.includes(z)));
  inSystem.forEach(assertPhysical);
  const references = elementalReferences(axes, inSystem);
  const groups = groupByComposition(inSystem, references);
  const columns = phaseColumns(
    axes,
    groups.map(({ lowest }) => inSystem[lowest]),
    references,
  );
  const vertices = findHullVertices(columns);
  const vertexColumns = selectColumns(columns, vertices);
  const vertexPhases = vertices.map((column) => inSystem[groups[column].lowest]);

  const phases = new Array<PlacedPhase<Entry>>(inSystem.length);
  groups.forEach(({ members }, column) => {
    const fractions = compositionOf(columns, column);
    const hull = solveDecomposition(vertexColumns, fractions);
    const decomposition = decompositionOf(vertexPhases, hull.columns, hull.shares);
    const referenceEnergy = mixedEnergy(fractions, references);
    for (const place of members) {
      const entry = inSystem[place];
      const formationEnergyPerAtom = entry.energyPerAtom - referenceEnergy;
      const distance = formationEnergyPerAtom - hull.energy;
      phases[place] = {
        entry,
        formationEnergyPerAtom,
        energyAboveHull: distance < HULL_TOLERANCE ? 0 : distance,
        decomposition,
        equilibriumReactionEnergyPerAtom: null,
      };
    }
  });
  const stableColumns = groups.flatMap(({ lowest }, column) => (phases[lowest].energyAboveHull === 0 ? [column] : []));
  for (const column of stableColumns) {
    const place = groups[column].lowest;
    phases[place] = { ...phases[place], equilibriumReactionEnergyPerAtom: equilibriumReactionEnergy(columns, column, stableColumns) };
  }
  return { elements: axes, references, phases, stable: stableColumns.map((column) => groups[column].lowest) };
}

/** Entries of one composition, by their places. */
interface CompositionGroup {
  readonly lowest: number;
  readonly members: readonly number[];
}

/** The elements first, in the order of their references, then the compounds as they were given. */
function groupByComposition(entries: readonly HullEntry[], references: readonly HullEntry[]): CompositionGroup[] {
  const places = new Map<string, number[]>();
  entries.forEach(({ composition }, place) => {
    const key = compositionKey(composition);
    const members = places.get(key);
    if (members === undefined) places.set(key, [place]);
    else members.push(place);
  });
  const groups = [...places.values()].map((members) => ({
    members,
    lowest: members.reduce((best, place) => (entries[place].energyPerAtom < entries[best].energyPerAtom ? place : best)),
  }));
  const ofElement = new Map(groups.map((group) => [entries[group.lowest], group]));
  const compounds = groups.filter(({ lowest }) => entries[lowest].composition.atomicNumbers.length > 1);
  return [...references.flatMap((reference) => ofElement.get(reference) ?? []), ...compounds];
}

function compositionKey(composition: Composition): string {
  const { atomicNumbers, counts } = reduceComposition(composition);
  return `${atomicNumbers.join()}:${counts.join()}`;
}

function equilibriumReactionEnergy(columns: PhaseColumns, column: number, stable: readonly number[]): number {
  if (column < columns.nElements) return 0;
  const others = selectColumns(
    columns,
    stable.filter((other) => other !== column),
  );
  return Math.min(0, columns.formationEnergies[column] - solveDecomposition(others, compositionOf(columns, column)).energy);
}

function assertPhysical({ id, composition: { counts }, energyPerAtom }: HullEntry): void {
  if (!Number.isFinite(energyPerAtom)) throw new InvalidHullInputError(`The energy of ${id} is ${energyPerAtom} eV/atom`);
  if (counts.length === 0 || !counts.every((count) => count > 0 && Number.isFinite(count)))
    throw new InvalidHullInputError(`${id} has no atoms, or not a positive number of each kind`);
}
