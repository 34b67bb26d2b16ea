import type { Vec3 } from '../numerics/vec3.js';
import { freeColumns, parseAffineExpression, transformExpression, type AffineExpression } from './affine-expression.js';
import { centering } from './centering.js';
import { wyckoffPositionsFromEngine } from './moyo-bridge.js';
import { operationsOf } from './operations-of.js';
import { spaceGroup } from './space-group.js';
import { SymmetryEngineTrappedError } from './symmetry-errors.js';

/** A Wyckoff position of a space group in its standard setting. */
export interface WyckoffPosition {
  /** a–z, then A. */
  readonly letter: string;
  /** Per conventional cell. */
  readonly multiplicity: number;
  /** Oriented symbol, `.-3m`. */
  readonly siteSymmetry: string;
  /** One expression for each site of the primitive cell, the tabulated representative first; the others follow by `latticePoints24`. */
  readonly coordinates: readonly AffineExpression[];
  /** Lattice points of the conventional cell in 24ths; multiplicity = coordinates.length × latticePoints24.length. */
  readonly latticePoints24: readonly Vec3[];
  /** How many of x, y, z are free, 0–3. */
  readonly degreesOfFreedom: number;
}

const tables = new Map<number, readonly WyckoffPosition[]>();

/** All Wyckoff positions from `a` to the general one. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function wyckoffPositions(spaceGroupNumber: number): readonly WyckoffPosition[] {
  let positions = tables.get(spaceGroupNumber);
  if (positions === undefined) tables.set(spaceGroupNumber, (positions = tabulate(spaceGroupNumber)));
  return positions;
}

function tabulate(spaceGroupNumber: number): readonly WyckoffPosition[] {
  const { hallNumber } = spaceGroup(spaceGroupNumber);
  const latticePoints24 = centering(spaceGroupNumber).latticePoints.map((point) => point.map((x) => Math.round(24 * x)) as unknown as Vec3);
  const operations = operationsOf(spaceGroupNumber);
  return wyckoffPositionsFromEngine(hallNumber)
    .map(({ letter, multiplicity, siteSymmetry, representative }) => {
      const first = parseAffineExpression(representative);
      const coordinates = new Map<string, AffineExpression>();
      // Two images are one site for every value of the free coordinates if and only if their expressions agree up to a lattice translation.
      for (const operation of operations) {
        const image = transformExpression(operation, first);
        const keys = latticePoints24.map(
          (point) => `${image.linear.join()};${image.constant24.map((x, i) => (x + (point[i] as number)) % 24).join()}`,
        );
        if (!keys.some((key) => coordinates.has(key))) coordinates.set(keys[0] as string, image);
      }
      if (coordinates.size * latticePoints24.length !== multiplicity) {
        throw new SymmetryEngineTrappedError(
          `Position ${letter} of space group ${spaceGroupNumber} has ${coordinates.size} × ${latticePoints24.length} sites, tabulated are ${multiplicity}`,
        );
      }
      return {
        letter,
        multiplicity,
        siteSymmetry,
        coordinates: [...coordinates.values()],
        latticePoints24,
        degreesOfFreedom: freeColumns(first).length,
      };
    })
    .sort((p, q) => letterRank(p.letter) - letterRank(q.letter));
}

/** Order of Wyckoff letters: a–z, then A. */
export const letterRank = (letter: string): number => (letter === 'A' ? 26 : letter.charCodeAt(0) - 97);
