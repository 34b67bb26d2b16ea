import type { Composition } from '../../composition/composition.js';
import { formulaUnitsOf } from '../../composition/reduce-composition.js';
import { orbitElementsOf } from '../../prototypes/instantiate-prototype.js';
import type { PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { voteOfCrystals, type PrototypeLikelihoodModel } from './prototype-likelihood.js';
import { weighGeometries } from './rank-templates.js';
import { slotAssignments } from './slot-assignments.js';
import type { DerivedTemplate, DerivedTemplateOptions } from './derived-template.js';

/** Formula units of the target in one of the prototype: a crystal of AB may imitate one of A₂BC with B on the place of C too. */
const MULTIPLES = [1, 2];
/** Stands for the second share of a divided element while slots are filled. */
const SECOND_SHARE = 0;

/**
 * Crystals of more elements than the target has: one of its elements takes two of their slots, as Fe takes those of Mg and Al in the spinel Fe3O4.
 * Not normalized.
 */
export function mergedSlotTemplates(
  { atomicNumbers, counts }: Composition,
  library: PrototypeLibrary,
  model: PrototypeLikelihoodModel,
  { accepts }: DerivedTemplateOptions,
): DerivedTemplate[] {
  return MULTIPLES.flatMap((multiple) =>
    counts.flatMap((count, divided) =>
      sharesOf(multiple * count).flatMap(([first, second]) => {
        const finer: Composition = {
          atomicNumbers: [...atomicNumbers, SECOND_SHARE],
          counts: [...counts.map((n, k) => (k === divided ? first : multiple * n)), second],
        };
        // counts with a common divisor are those of a smaller multiple
        return formulaUnitsOf(finer) > 1 ? [] : imitate(finer, atomicNumbers[divided] as number);
      }),
    ),
  );

  function imitate(finer: Composition, divided: number): DerivedTemplate[] {
    const slotCounts = [...finer.counts].sort((a, b) => a - b);
    const assignments = distinct(slotAssignments(finer, slotCounts).map((elements) => elements.map((z) => (z === SECOND_SHARE ? divided : z))));
    return library
      .prototypesOf(slotCounts)
      .filter((prototype) => accepts(prototype))
      .flatMap((prototype) => {
        const crystals = voteOfCrystals(model, prototype, library.entriesOf(prototype), assignments);
        return assignments.flatMap((elements, k) =>
          weighGeometries(crystals, k).map(({ entry, weight }) => ({ entry, elements, orbitElements: orbitElementsOf(prototype, elements), likelihood: weight })),
        );
      });
  }
}

/** Ways to write a count as a sum of two, the larger first. */
const sharesOf = (count: number): [number, number][] => Array.from({ length: Math.floor(count / 2) }, (_, k) => [count - k - 1, k + 1]);

const distinct = (lists: readonly number[][]): number[][] => [...new Map(lists.map((list) => [list.join(), list])).values()];
