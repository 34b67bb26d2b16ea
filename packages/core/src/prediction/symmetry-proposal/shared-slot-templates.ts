import type { Composition } from '../../composition/composition.js';
import { formulaUnitsOf, reduceComposition } from '../../composition/reduce-composition.js';
import type { Prototype, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { wyckoffPositions } from '../../symmetry/wyckoff-positions.js';
import type { DerivedTemplate, DerivedTemplateOptions } from './derived-template.js';
import { voteOfCrystals, type PrototypeLikelihoodModel } from './prototype-likelihood.js';
import { weighGeometries } from './rank-templates.js';
import { slotAssignments } from './slot-assignments.js';

/** Ways to share the orbits of one slot that are tried for each crystal imitated. */
const MOST_SHARINGS = 12;

/**
 * Crystals of fewer elements than the target has: two of its elements share the orbits of one slot, as two metals order on the sites of one. The
 * crystal's symmetry is kept, so only whole orbits are handed out. Not normalized.
 */
export function sharedSlotTemplates(
  composition: Composition,
  library: PrototypeLibrary,
  model: PrototypeLikelihoodModel,
  { accepts }: DerivedTemplateOptions,
): DerivedTemplate[] {
  const { atomicNumbers, counts } = composition;
  return atomicNumbers.flatMap((_, first) => atomicNumbers.flatMap((_z, second) => (first < second ? imitate(first, second) : [])));

  function imitate(first: number, second: number): DerivedTemplate[] {
    const [a, b] = [atomicNumbers[first] as number, atomicNumbers[second] as number];
    const [countA, countB] = [counts[first] as number, counts[second] as number];
    const joined: Composition = {
      atomicNumbers: atomicNumbers.filter((_, k) => k !== second),
      counts: counts.flatMap((n, k) => (k === first ? [countA + countB] : k === second ? [] : [n])),
    };
    const unitsPerTarget = formulaUnitsOf(joined);
    const coarser = reduceComposition(joined);
    const slotCounts = [...coarser.counts].sort((x, y) => x - y);
    const withA = slotAssignments(coarser, slotCounts);
    const withB = withA.map((elements) => elements.map((z) => (z === a ? b : z)));
    return library
      .prototypesOf(slotCounts)
      .filter((prototype) => prototype.formulaUnits % unitsPerTarget === 0 && accepts(prototype))
      .flatMap((prototype) => {
        const cells = prototype.formulaUnits / unitsPerTarget;
        const entries = library.entriesOf(prototype);
        return withA.flatMap((elements, k) => {
          const sharings = shareOrbits(prototype, elements.indexOf(a), cells * countB);
          if (sharings.length === 0) return [];
          const votesOf = (slotElements: readonly number[]) => weighGeometries(voteOfCrystals(model, prototype, entries, [slotElements]), 0);
          const weightsB = new Map(votesOf(withB[k] as number[]).map(({ entry, weight }) => [entry.geometry, weight]));
          return votesOf(elements).flatMap(({ entry, weight }) => {
            const shareB = countB / (countA + countB);
            const likelihood = (weight ** (1 - shareB) * (weightsB.get(entry.geometry) ?? 0) ** shareB) / sharings.length;
            return sharings.map((isB) => ({
              entry,
              elements,
              orbitElements: prototype.orbits.map(({ slot }, orbit) => (isB.has(orbit) ? b : (elements[slot] as number))),
              likelihood,
            }));
          });
        });
      });
  }
}

/** Sets of orbits of a slot that hold exactly `sites` sites of the primitive cell; the first ones found where there are many. */
function shareOrbits({ orbits, spaceGroup }: Prototype, slot: number, sites: number): ReadonlySet<number>[] {
  const sitesOf = new Map(wyckoffPositions(spaceGroup).map(({ letter, coordinates }) => [letter, coordinates.length]));
  const ofSlot = orbits.flatMap((orbit, index) => (orbit.slot === slot ? [{ index, sites: sitesOf.get(orbit.letter) as number }] : []));
  const found: ReadonlySet<number>[] = [];
  const choose = (from: number, missing: number, chosen: readonly number[]): void => {
    if (found.length === MOST_SHARINGS) return;
    if (missing === 0) return void found.push(new Set(chosen));
    for (let k = from; k < ofSlot.length; k++) {
      const orbit = ofSlot[k] as (typeof ofSlot)[number];
      if (orbit.sites <= missing) choose(k + 1, missing - orbit.sites, [...chosen, orbit.index]);
    }
  };
  choose(0, sites, []);
  return found;
}
