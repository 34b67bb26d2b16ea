import type { Composition } from '../../../composition/composition.js';
import type { Rng } from '../../../numerics/rng.js';
import { assignmentSpace } from '../../../symmetry/assignment-space.js';
import type { LetterWeights } from '../../../symmetry/letter-weights.js';
import { InvalidOptionsError } from '../../input-errors.js';
import type { WyckoffAssignment } from '../../stage-types.js';
import { anionsOf } from './distance-rules.js';
import { orbitKind, type GeometryModel, type GroupGeometry } from './geometry-model.js';
import { orbitTables, type OrbitTable } from './orbit-table.js';
import { createPlacement, type Placement } from './placement.js';

/** An assignment made ready for the rejection loop, with what became of it so far. */
export interface ReadyAssignment {
  readonly assignment: WyckoffAssignment;
  readonly placement: Placement;
  /** Lattices tried, and those that became crystals. */
  lattices: number;
  placed: number;
}

/** Where the generator gets its assignments from. */
export interface AssignmentSource {
  readonly draw: (rng: Rng) => ReadyAssignment;
  /** Null where there are assignments; `draw` must not be called otherwise. */
  readonly impossibleBecause: string | null;
}

interface AssignmentRequest {
  readonly spaceGroup: number;
  readonly formulaUnits: number;
  readonly assignments: readonly WyckoffAssignment[] | null;
  readonly letterWeights: LetterWeights | null;
}

/** Spaces up to this size are listed once and drawn from the list: the same distribution, faster. */
const LISTED_AT_MOST = 2000;

/** Values of a kind from which they speak for themselves; fewer are joined by those of the letter's other kinds. */
const ENOUGH_OF_A_KIND = 20;

/** @param cell atoms in the primitive cell @param bulk see `createPlacement` @param geometry known coordinates, or null @throws {InvalidOptionsError} for given assignments that hold other atoms */
export function assignmentSource(
  { spaceGroup, formulaUnits, assignments, letterWeights }: AssignmentRequest,
  cell: Composition,
  bulk: readonly number[],
  geometry: GeometryModel | null,
): AssignmentSource {
  const tables = orbitTables(spaceGroup);
  const isAnion = anionsOf(cell.atomicNumbers);
  const poolOf = pools(geometry?.groups.get(spaceGroup)?.coordinates ?? new Map());
  const ready = (assignment: WyckoffAssignment): ReadyAssignment => {
    const all = assignment.letters.flat();
    const orbits = assignment.letters.flatMap((list, element) =>
      list.map((letter) => ({
        element,
        table: tables.get(letter) as OrbitTable,
        pool: poolOf(letter, orbitKind(all.filter((other) => other === letter).length, isAnion[element] as boolean)),
      })),
    );
    return { assignment, placement: createPlacement(orbits, bulk), lattices: 0, placed: 0 };
  };
  if (assignments !== null) {
    const fitting = assignments.filter((assignment) => assignment.formulaUnits === formulaUnits);
    for (const assignment of fitting) assertAtoms(assignment, tables, spaceGroup, cell);
    const impossibleBecause = fitting.length > 0 ? null : `no proposed assignment has ${formulaUnits} formula units`;
    return { impossibleBecause, draw: drawFromList(fitting, ready) };
  }
  const space = assignmentSpace(spaceGroup, cell, letterWeights);
  const withProbability = (letters: WyckoffAssignment['letters']): WyckoffAssignment => ({
    letters,
    formulaUnits,
    probability: space.probabilityOf(letters),
  });
  if (space.total <= LISTED_AT_MOST)
    return { impossibleBecause: space.impossibleBecause, draw: drawFromList(space.list().map(withProbability), ready) };
  const made = new Map<string, ReadyAssignment>();
  return {
    impossibleBecause: null,
    draw: (rng) => {
      const letters = space.sample(rng);
      const key = letters.map((list) => list.join('')).join(' ');
      let found = made.get(key);
      if (found === undefined) made.set(key, (found = ready(withProbability(letters))));
      return found;
    },
  };
}

/** Known coordinates of an orbit, by its letter and kind; null where none are known. */
function pools(coordinates: GroupGeometry['coordinates']): (letter: string, kind: number) => Float64Array | null {
  const made = new Map<string, Float64Array | null>();
  const make = (letter: string, kind: number): Float64Array | null => {
    const kinds = coordinates.get(letter);
    const own = kinds?.get(kind);
    if (kinds === undefined || (own !== undefined && own.length >= 3 * ENOUGH_OF_A_KIND)) return own ?? null;
    const values = Float64Array.from([...kinds.values()].flatMap((ofKind) => [...ofKind]));
    return values.length > 0 ? values : null;
  };
  return (letter, kind) => {
    const key = `${letter}${kind}`;
    let pool = made.get(key);
    if (pool === undefined) made.set(key, (pool = make(letter, kind)));
    return pool;
  };
}

/** Draw ∝ probability; what is drawn is made ready once. */
function drawFromList(list: readonly WyckoffAssignment[], ready: (assignment: WyckoffAssignment) => ReadyAssignment): AssignmentSource['draw'] {
  const made: (ReadyAssignment | undefined)[] = list.map(() => undefined);
  let sum = 0;
  const upTo = Float64Array.from(list, ({ probability }) => (sum += probability));
  return (rng) => {
    const target = rng.uniform() * sum;
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return (made[low] ??= ready(list[low] as WyckoffAssignment));
  };
}

function assertAtoms({ letters }: WyckoffAssignment, tables: ReadonlyMap<string, OrbitTable>, spaceGroup: number, cell: Composition): void {
  const counts = letters.map((list) => list.reduce((sum, letter) => sum + (tables.get(letter)?.multiplicity ?? Number.NaN), 0));
  if (counts.join() === cell.counts.join()) return;
  const written = letters.map((list) => list.join('')).join(' ');
  throw new InvalidOptionsError(
    `Letters ${written} of space group ${spaceGroup} hold ${counts.join(', ')} atoms instead of ${cell.counts.join(', ')}`,
  );
}
