import { alphabeticalFormula } from '../../composition/written-formula.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import type { Composition } from '../../composition/composition.js';
import { convexHullAt } from '../../energy/convex-hull/convex-hull-at.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computePhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../../energy/pressure-unit.js';
import type { KnownCrystal } from './known-crystals.js';
import { effectivePressureGPa } from '../typical-compression.js';

/** What a hull is wanted for. */
export interface ReferenceConditions {
  /** Atomic numbers of the chemical system. */
  readonly elements: readonly number[];
  readonly pressureGPa: number;
  /** No crystal of this composition counts as known; null where all do. */
  readonly without: Composition | null;
}

/** Of one composition, those that promise most. */
const MOST_OF_A_COMPOSITION = 10;
/** Of an element however high they lie: without any there is no hull. */
const LEAST_OF_AN_ELEMENT = 4;

/**
 * How far above the estimated hull a crystal may still turn out to lie on it, eV/atom. Two functionals, or a functional and a potential, place phases within
 * some 0.03 eV/atom of each other; and where volumes differ by 1 Å³ per atom, as those of two functionals do for salts, a gigapascal is worth 6 meV/atom.
 */
export const referenceWindow = (pressureGPa: number): number => Math.min(0.4, 0.06 + 0.008 * Math.abs(pressureGPa));

/**
 * The known crystals that a hull of the system at the pressure may need, by rising size.
 *
 * The enthalpy of each is estimated: the hull of the shipped phases at its composition, plus its energy above hull in its own collection, plus what a typical
 * solid of its volume gains by the pressure (`typical-compression.ts`). Crystals within `referenceWindow` of the hull of these estimates are chosen. Of crystals
 * without a known energy only those are considered that have been made, as if they lay on the hull.
 * @param shipped phases without pressure, of one model; it need not be the one that will relax the crystals
 */
export function chooseReferenceCrystals(
  { elements, pressureGPa, without }: ReferenceConditions,
  crystals: readonly KnownCrystal[],
  shipped: readonly HullEntry[],
): KnownCrystal[] {
  const isHeldOut = (composition: Composition): boolean => without !== null && sameComposition(composition, without);
  const admitted = crystals.filter(
    ({ composition, energyAboveHull, isExperimental }) => (energyAboveHull !== null || isExperimental === true) && !isHeldOut(composition),
  );
  const missing = elements.some(
    (z) => !admitted.some(({ composition }) => composition.atomicNumbers.length === 1 && composition.atomicNumbers[0] === z),
  );
  if (missing) return [];
  const competing = shipped.filter(({ composition }) => !isHeldOut(composition));
  const compositions = [...groupByComposition(admitted).values()];
  const estimates = compositions.flatMap((polymorphs) => estimateEnthalpies(polymorphs, competing, pressureGPa));
  const distances = new Map(computePhaseDiagram(estimates, elements).phases.map(({ entry, energyAboveHull }) => [entry.id, energyAboveHull]));
  const distanceOf = ({ sourceId }: KnownCrystal): number => distances.get(sourceId) as number;
  const window = referenceWindow(pressureGPa);
  return compositions
    .flatMap((polymorphs) => {
      const rising = [...polymorphs].sort((a, b) => distanceOf(a) - distanceOf(b) || (a.sourceId < b.sourceId ? -1 : 1));
      const least = rising[0]?.composition.atomicNumbers.length === 1 ? LEAST_OF_AN_ELEMENT : 0;
      return rising.filter((crystal, place) => place < least || (place < MOST_OF_A_COMPOSITION && distanceOf(crystal) <= window));
    })
    .sort((a, b) => a.nsites - b.nsites || (a.sourceId < b.sourceId ? -1 : 1));
}

/** @param polymorphs of one composition */
function estimateEnthalpies(polymorphs: readonly KnownCrystal[], shipped: readonly HullEntry[], pressureGPa: number): HullEntry[] {
  const [{ composition }] = polymorphs as readonly [KnownCrystal, ...KnownCrystal[]];
  const { referenceEnergyPerAtom, hullFormationEnergyPerAtom } = convexHullAt(composition, shipped);
  const pressure = effectivePressureGPa(pressureGPa) / GPA_PER_EV_PER_CUBIC_ANGSTROM;
  return polymorphs.map(({ sourceId, energyAboveHull, volumePerAtom }) => ({
    id: sourceId,
    formula: alphabeticalFormula(composition),
    composition,
    energyPerAtom: referenceEnergyPerAtom + hullFormationEnergyPerAtom + (energyAboveHull ?? 0) + pressure * volumePerAtom,
  }));
}

function groupByComposition(crystals: readonly KnownCrystal[]): Map<string, KnownCrystal[]> {
  const groups = new Map<string, KnownCrystal[]>();
  for (const crystal of crystals) {
    const key = alphabeticalFormula(crystal.composition);
    const group = groups.get(key);
    if (group) group.push(crystal);
    else groups.set(key, [crystal]);
  }
  return groups;
}
