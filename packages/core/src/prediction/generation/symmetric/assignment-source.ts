import type { Composition } from '../../../composition/composition.js';
import type { Rng } from '../../../numerics/rng.js';
import { assignmentSpace, type AssignedLetters } from '../../../symmetry/assignment-space.js';
import type { LetterWeights } from '../../../symmetry/letter-weights.js';
import { InvalidOptionsError } from '../../input-errors.js';
import type { WyckoffAssignment } from '../../stage-types.js';
import { anionsOf } from './distance-rules.js';
import { orbitKind, type GeometryModel, type GroupGeometry } from './geometry-model.js';
import { orbitTables, type OrbitTable } from './orbit-table.js';
import { createPlacement, type Placement } from './placement.js';

/** An assignment made ready for the rejection loop, with what became of it so far. */
export interface ReadyAssignment {
  readonly assignment: () => WyckoffAssignment;
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
  const poolOf = coordinatePools(geometry?.groups.get(spaceGroup)?.coordinates ?? NO_COORDINATES);
  const ready = (letters: AssignedLetters, assignment: () => WyckoffAssignment): ReadyAssignment => {
    const orbitsOn = new Map<string, number>();
    for (const list of letters) for (const letter of list) orbitsOn.set(letter, (orbitsOn.get(letter) ?? 0) + 1);
    const orbits = letters.flatMap((list, element) =>
      list.map((letter) => ({
        element,
        table: tables.get(letter) as OrbitTable,
        pool: poolOf(letter, orbitKind(orbitsOn.get(letter) as number, isAnion[element] as boolean)),
      })),
    );
    return { assignment, placement: createPlacement(orbits, bulk), lattices: 0, placed: 0 };
  };
  const drawOf = (list: readonly WyckoffAssignment[]): AssignmentSource['draw'] =>
    drawFromList(list, (assignment) => ready(assignment.letters, () => assignment));
  if (assignments !== null) {
    const fitting = assignments.filter((assignment) => assignment.formulaUnits === formulaUnits);
    for (const assignment of fitting) assertAtoms(assignment, tables, spaceGroup, cell);
    const impossibleBecause = fitting.length > 0 ? null : `no proposed assignment has ${formulaUnits} formula units`;
    return { impossibleBecause, draw: drawOf(fitting) };
  }
  const space = assignmentSpace(spaceGroup, cell, letterWeights);
  const withProbability = (letters: AssignedLetters): WyckoffAssignment => ({
    letters,
    formulaUnits,
    probability: space.probabilityOf(letters),
  });
  if (space.total <= LISTED_AT_MOST) return { impossibleBecause: space.impossibleBecause, draw: drawOf(space.list().map(withProbability)) };
  const made = new Map<string, ReadyAssignment>();
  return {
    impossibleBecause: null,
    draw: (rng) => {
      const letters = space.sample(rng);
      const key = letters.map((list) => list.join('')).join(' ');
      let found = made.get(key);
      if (found === undefined) made.set(key, (found = ready(letters, () => withProbability(letters))));
      return found;
    },
  };
}

type PoolOf = (letter: string, kind: number) => Float64Array | null;

const NO_COORDINATES: GroupGeometry['coordinates'] = new Map();
const poolsOfGroups = new WeakMap<GroupGeometry['coordinates'], PoolOf>();

/** Known coordinates of an orbit, by its letter and kind; null where none are known. Made once for a group, as they are asked for. */
function coordinatePools(coordinates: GroupGeometry['coordinates']): PoolOf {
  const known = poolsOfGroups.get(coordinates);
  if (known !== undefined) return known;
  const made = new Map<string, Float64Array | null>();
  const make: PoolOf = (letter, kind) => {
    const kinds = coordinates.get(letter);
    const own = kinds?.get(kind);
    if (kinds === undefined || (own !== undefined && own.length >= 3 * ENOUGH_OF_A_KIND)) return own ?? null;
    const values = Float64Array.from([...kinds.values()].flatMap((ofKind) => [...ofKind]));
    return values.length > 0 ? values : null;
  };
  const poolOf: PoolOf = (letter, kind) => {
    const key = `${letter}${kind}`;
    let pool = made.get(key);
    if (pool === undefined) made.set(key, (pool = make(letter, kind)));
    return pool;
  };
  poolsOfGroups.set(coordinates, poolOf);
  return poolOf;
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
