import type { Structure } from '../crystal/structure.js';
import { latticeVolume } from '../crystal/lattice.js';
import { toNiggliSetting } from './niggli-setting.js';
import { findPrimitive } from './primitive-reduction.js';

/** The primitive Niggli cell of a structure with its sites sorted by element: all that a comparison needs, made once per structure. */
export interface MatchableStructure {
  readonly atomCount: number;
  /** (9) rows a, b, c of the primitive Niggli cell, Å. */
  readonly vectors: Float64Array;
  /** Å³. */
  readonly volume: number;
  /** Distinct, rising. */
  readonly atomicNumbers: readonly number[];
  /** Element k owns sites `offsets[k]` to `offsets[k + 1] − 1`. */
  readonly offsets: Int32Array;
  /** (atomCount × 3), in [0, 1). */
  readonly fracCoords: Float64Array;
  /** The element with the fewest sites, as index into `atomicNumbers`; among several that which comes first in the structure. */
  readonly rarest: number;
}

/** Reduce a structure for matching: Niggli cell, primitive cell at 0.25 Å, Niggli cell again, as pymatgen's `StructureMatcher` does. */
export function prepareForMatching(structure: Structure): MatchableStructure {
  const niggli = toNiggliSetting(structure);
  const primitive = findPrimitive(niggli);
  const { lattice, atomicNumbers, fracCoords } = primitive === niggli ? niggli : toNiggliSetting(primitive);
  const elements = [...new Set(atomicNumbers)].sort((a, b) => a - b);
  const counts = elements.map((element) => atomicNumbers.filter((z) => z === element).length);
  const offsets = new Int32Array(elements.length + 1);
  counts.forEach((count, k) => (offsets[k + 1] = (offsets[k] as number) + count));
  const fewest = Math.min(...counts);
  const rarestElement = atomicNumbers.find((z) => counts[elements.indexOf(z)] === fewest) as number;
  return {
    atomCount: atomicNumbers.length,
    vectors: Float64Array.from(lattice.vectors.flat()),
    volume: latticeVolume(lattice),
    atomicNumbers: elements,
    offsets,
    fracCoords: Float64Array.from(elements.flatMap((element) => fracCoords.filter((_, site) => atomicNumbers[site] === element).flat())),
    rarest: elements.indexOf(rarestElement),
  };
}
