import type { Composition } from '@kessho/core/composition/composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { latticeVolume } from '@kessho/core/crystal/lattice';
import type { AssignedLetters } from '@kessho/core/symmetry/assignment-space';
import { equivalentLetters } from '@kessho/core/symmetry/canonical-letters';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import type { BenchmarkCrystal } from '../csp/benchmark-crystal.js';

/** What a proposal is to name. */
export interface SymmetryTruth {
  readonly composition: Composition;
  readonly spaceGroup: number;
  readonly formulaUnits: number;
  /** Canonical. */
  readonly letters: AssignedLetters;
  readonly prototype: string;
  readonly volumePerAtom: number;
}

/** Å: that of the labels in the prototype library. */
const SYMPREC = 0.1;

export function truthOf({ structure }: BenchmarkCrystal): SymmetryTruth {
  const symmetry = findSymmetry(structure, SYMPREC);
  const primitive = symmetry.primitiveCell.atomicNumbers;
  const elements = [...new Set(primitive)].sort((a, b) => a - b);
  const counts = elements.map((z) => primitive.filter((other) => other === z).length);
  const composition = reduceComposition({ atomicNumbers: elements, counts });
  const letters = elements.map((z) =>
    symmetry.wyckoffLetters.filter((_, site) => structure.atomicNumbers[site] === z && symmetry.orbitOf[site] === site),
  );
  return {
    composition,
    spaceGroup: symmetry.spaceGroup.number,
    formulaUnits: (counts[0] as number) / (composition.counts[0] as number),
    letters: equivalentLetters(symmetry.spaceGroup.number, letters)[0] as AssignedLetters,
    prototype: prototypeLabel(structure, symmetry),
    volumePerAtom: latticeVolume(structure.lattice) / structure.atomicNumbers.length,
  };
}
