/**
 * All ways to put the atoms of a primitive cell on the Wyckoff positions of a space group: counted, weighed, listed and drawn exactly.
 *
 * An element with n atoms takes some positions without free coordinates (each can be taken once in the crystal, by one element) and any multiset
 * of positions with free coordinates, multiplicities adding up to n. With weights w per element and letter, an assignment weighs the product over
 * its orbits. For one element and r atoms the multisets of free positions have the generating function Π_l 1 / (1 − w_l x^{m_l}); its
 * coefficients, kept letter by letter, make a table that can be walked backwards. Across elements the only coupling is the set of fixed
 * positions already taken, so the weight of all completions is memoized on (element, taken set). Drawing walks through these tables with exact
 * probabilities: no dead ends, no rejection.
 */
import type { Composition } from '../composition/composition.js';
import { symbolOf } from '../elements/elements.js';
import type { Rng } from '../numerics/rng.js';
import type { LetterWeights } from './letter-weights.js';
import { smoothedWeights } from './letter-weights.js';
import { wyckoffPositions } from './wyckoff-positions.js';

/** `letters[k]` are the letters of element k of the composition, one for each orbit, in order. */
export type AssignedLetters = readonly (readonly string[])[];

export interface AssignmentSpace {
  /** How many assignments there are, equivalent descriptions counted apart; 0 where there is none. */
  readonly total: number;
  /** Why there is none; null where there are some. */
  readonly impossibleBecause: string | null;
  /** Draw ∝ product of weights; only where there are some. */
  readonly sample: (rng: Rng) => AssignedLetters;
  /** Every assignment once; look at `total` first. */
  readonly list: () => AssignedLetters[];
  /** Share of this assignment in the total weight. */
  readonly probabilityOf: (letters: AssignedLetters) => number;
}

/** @param cell atoms in the primitive cell @param weights null for those of orbits in general @throws {InvalidSpaceGroupError} outside of 1–230 */
export function assignmentSpace(spaceGroup: number, cell: Composition, weights: LetterWeights | null): AssignmentSpace {
  const positions = wyckoffPositions(spaceGroup).map(({ letter, coordinates, degreesOfFreedom }) => ({
    letter,
    multiplicity: coordinates.length,
    fixed: degreesOfFreedom === 0,
  }));
  const fixed = positions.filter((position) => position.fixed);
  const free = positions.filter((position) => !position.fixed);
  const byElement = smoothedWeights(spaceGroup, cell.counts.length, weights);
  const weigh = (letterWeight: (element: number, letter: string) => number): Weighing => {
    const tables = cell.counts.map((count, element) =>
      freeTable(
        count,
        free.map(({ letter, multiplicity }) => ({ multiplicity, weight: letterWeight(element, letter) })),
      ),
    );
    const ways = cell.counts.map((count, element) =>
      fixedWays(count, fixed, (letter) => letterWeight(element, letter), tables[element] as FreeTable),
    );
    return { ways, tables, completions: completionsOf(ways) };
  };
  const weighted = weigh((element, letter) => byElement[element]?.get(letter) as number);
  const total = weigh(() => 1).completions(0, 0);
  const name = (taken: number, freeCounts: readonly number[]): string[] => {
    const letters: string[] = [];
    fixed.forEach(({ letter }, bit) => {
      if (taken & (1 << bit)) letters.push(letter);
    });
    free.forEach(({ letter }, at) => {
      for (let n = freeCounts[at] as number; n > 0; n--) letters.push(letter);
    });
    return letters;
  };
  /** What an element may take beside what is taken, with the shares of all completions; drawn from again and again. */
  const choices = cell.counts.map(() => new Map<number, Choice>());
  const choiceOf = (element: number, taken: number): Choice => {
    const known = choices[element] as Map<number, Choice>;
    let choice = known.get(taken);
    if (choice === undefined) {
      const possible = (weighted.ways[element] as readonly FixedWay[]).filter((way) => (way.taken & taken) === 0);
      const shares = possible.map((way) => way.weight * weighted.completions(element + 1, taken | way.taken));
      known.set(taken, (choice = { possible, shares }));
    }
    return choice;
  };

  return {
    total,
    impossibleBecause: total > 0 ? null : explain(cell, positions, weighted.ways),
    sample: (rng) => {
      let taken = 0;
      return cell.counts.map((_, element) => {
        const { possible, shares } = choiceOf(element, taken);
        const way = possible[pick(shares, rng)] as FixedWay;
        taken |= way.taken;
        return name(way.taken, sampleFree(weighted.tables[element] as FreeTable, way.rest, rng));
      });
    },
    list: () => {
      const walk = (element: number, taken: number): string[][][] => {
        if (element === cell.counts.length) return [[]];
        return (weighted.ways[element] as readonly FixedWay[])
          .filter((way) => (way.taken & taken) === 0 && weighted.completions(element + 1, taken | way.taken) > 0)
          .flatMap((way) => {
            const own = listFree(weighted.tables[element] as FreeTable, way.rest).map((counts) => name(way.taken, counts));
            const others = walk(element + 1, taken | way.taken);
            return own.flatMap((letters) => others.map((rest) => [letters, ...rest]));
          });
      };
      return walk(0, 0);
    },
    probabilityOf: (letters) =>
      letters.flatMap((list, element) => list.map((letter) => byElement[element]?.get(letter) as number)).reduce((p, w) => p * w, 1) /
      weighted.completions(0, 0),
  };
}

interface Weighing {
  readonly ways: readonly (readonly FixedWay[])[];
  readonly tables: readonly FreeTable[];
  /** Weight of all completions from this element on, with these fixed positions taken. */
  readonly completions: (element: number, taken: number) => number;
}

/** One choice of fixed positions for an element, with the weight of everything it can do with the rest of its atoms. */
interface FixedWay {
  /** Bit b stands for the b-th fixed position. */
  readonly taken: number;
  /** Atoms left for the free positions. */
  readonly rest: number;
  readonly weight: number;
}

interface Choice {
  readonly possible: readonly FixedWay[];
  readonly shares: readonly number[];
}

interface FreeTable {
  readonly letters: readonly { readonly multiplicity: number; readonly weight: number }[];
  /** `weights[j][r]`: of all multisets of letters j, j + 1, … with r atoms. */
  readonly weights: readonly Float64Array[];
}

function freeTable(count: number, letters: FreeTable['letters']): FreeTable {
  const last = new Float64Array(count + 1);
  last[0] = 1;
  const weights = [last];
  for (const { multiplicity, weight } of letters.toReversed()) {
    const row = (weights[0] as Float64Array).slice();
    for (let r = multiplicity; r <= count; r++) row[r] = (row[r] as number) + weight * (row[r - multiplicity] as number);
    weights.unshift(row);
  }
  return { letters, weights };
}

function fixedWays(
  count: number,
  fixed: readonly { readonly letter: string; readonly multiplicity: number }[],
  weightOf: (letter: string) => number,
  table: FreeTable,
): FixedWay[] {
  let ways: FixedWay[] = [{ taken: 0, rest: count, weight: 1 }];
  fixed.forEach(({ letter, multiplicity }, bit) => {
    ways = ways.flatMap((way) =>
      way.rest < multiplicity
        ? [way]
        : [way, { taken: way.taken | (1 << bit), rest: way.rest - multiplicity, weight: way.weight * weightOf(letter) }],
    );
  });
  return ways
    .map((way) => ({ ...way, weight: way.weight * ((table.weights[0] as Float64Array)[way.rest] as number) }))
    .filter(({ weight }) => weight > 0);
}

function completionsOf(ways: readonly (readonly FixedWay[])[]): Weighing['completions'] {
  const memory = ways.map(() => new Map<number, number>());
  const completions = (element: number, taken: number): number => {
    const known = memory[element];
    if (known === undefined) return 1;
    let sum = known.get(taken);
    if (sum === undefined) {
      sum = 0;
      for (const way of ways[element] as readonly FixedWay[]) {
        if ((way.taken & taken) === 0) sum += way.weight * completions(element + 1, taken | way.taken);
      }
      known.set(taken, sum);
    }
    return sum;
  };
  return completions;
}

/** How often each free letter is taken, drawn ∝ weight among the multisets with `rest` atoms. */
function sampleFree({ letters, weights }: FreeTable, rest: number, rng: Rng): number[] {
  return letters.map(({ multiplicity, weight }, j) => {
    const after = weights[j + 1] as Float64Array;
    let target = rng.uniform() * ((weights[j] as Float64Array)[rest] as number);
    let factor = 1;
    let n = 0;
    // Rounding may leave a target above the last term; then the largest number with any completion stands.
    let largest = 0;
    for (let left = rest; left >= 0; left -= multiplicity) {
      const share = factor * (after[left] as number);
      if (share > 0) largest = n;
      target -= share;
      if (target < 0) break;
      factor *= weight;
      n++;
    }
    const taken = target < 0 ? n : largest;
    rest -= taken * multiplicity;
    return taken;
  });
}

function listFree(table: FreeTable, rest: number, j = 0): number[][] {
  const letter = table.letters[j];
  if (letter === undefined) return rest === 0 ? [[]] : [];
  const found: number[][] = [];
  for (let n = 0; n * letter.multiplicity <= rest; n++) {
    const left = rest - n * letter.multiplicity;
    if (((table.weights[j + 1] as Float64Array)[left] as number) > 0) for (const tail of listFree(table, left, j + 1)) found.push([n, ...tail]);
  }
  return found;
}

function pick(shares: readonly number[], rng: Rng): number {
  let target = rng.uniform() * shares.reduce((sum, share) => sum + share, 0);
  let last = 0;
  for (let i = 0; i < shares.length; i++) {
    if (shares[i] === 0) continue;
    last = i;
    target -= shares[i] as number;
    if (target < 0) break;
  }
  return last;
}

function explain(
  cell: Composition,
  positions: readonly { readonly letter: string; readonly multiplicity: number; readonly fixed: boolean }[],
  ways: readonly (readonly FixedWay[])[],
): string {
  const once = `{${positions.flatMap(({ fixed, multiplicity, letter }) => (fixed ? [`${multiplicity}${letter}`] : [])).join(', ')}} once each`;
  const free = new Set(positions.flatMap(({ fixed, multiplicity }) => (fixed ? [] : [multiplicity])));
  const often = `any number of orbits of {${[...free].sort((p, q) => p - q).join(', ')}}`;
  const alone = ways.findIndex((list) => list.length === 0);
  if (alone < 0) return `the elements together need more positions without free coordinates than there are: ${once}`;
  return `no combination of ${once} and ${often} atoms in the primitive cell gives ${cell.counts[alone]} ${symbolOf(cell.atomicNumbers[alone] as number)}`;
}
