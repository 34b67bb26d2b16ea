import { chemicalSystem } from '../../composition/written-formula.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { reducedFormula } from '../../composition/written-formula.js';
import type { HullEntry, VolumedEntry } from '../../energy/convex-hull/hull-entry.js';
import type { ModelId } from '../../energy/energy-model.js';
import type { HullReferences, PredictionRequest, ReferenceChunk, RelaxedReference } from '../stage-types.js';
import type { KnownCrystal, KnownCrystals } from './known-crystals.js';
import { chooseReferenceCrystals, referenceWindow, type ReferenceConditions } from './choose-reference-crystals.js';

/** Raised where the choice of crystals or their relaxation changes: sets of two versions are two sets, and nothing is remembered across them. */
export const REFERENCE_VERSION = 1;

/** Crystals and atoms of one portion of work, at most; one crystal goes in however large it is. */
const MOST_CRYSTALS = 6;
const MOST_ATOMS = 96;

/** An element is its own reference: it cannot be held out of a hull. */
export const heldOutOf = ({ composition, holdout }: Pick<PredictionRequest, 'composition' | 'holdout'>): ReferenceConditions['without'] =>
  holdout && composition.atomicNumbers.length > 1 ? composition : null;

export const conditionsOf = (request: Pick<PredictionRequest, 'composition' | 'holdout' | 'pressureGPa'>): ReferenceConditions => ({
  elements: request.composition.atomicNumbers,
  pressureGPa: request.pressureGPa,
  without: heldOutOf(request),
});

/** Which potentials have to relax known crystals for a prediction. */
export function modelsWithoutReferences(
  { pressureGPa, references = 'as-needed' }: PredictionRequest,
  search: ModelId,
  judge: ModelId | null,
): ModelId[] {
  if (references === 'none') return [];
  const isSearchServed = pressureGPa === 0 && references === 'as-needed';
  return [...(isSearchServed ? [] : [search]), ...(judge === null ? [] : [judge])];
}

/** What these models have to relax for the hull of a system, cut into portions of work. None where an element has no known crystal. */
export function planReferences(
  models: readonly ModelId[],
  conditions: ReferenceConditions,
  crystals: KnownCrystals,
  shipped: readonly HullEntry[],
): ReferenceChunk[] {
  if (models.length === 0) return [];
  const portions = cut(chooseReferenceCrystals(conditions, crystals.within(conditions.elements), shipped)).map((portion) =>
    portion.map(({ sourceId, structure }) => ({ sourceId, structure: structure() })),
  );
  return models.flatMap((model) => portions.map((portion) => ({ model, pressureGPa: conditions.pressureGPa, crystals: portion })));
}

function cut(crystals: readonly KnownCrystal[]): KnownCrystal[][] {
  const portions: KnownCrystal[][] = [];
  let atoms = Infinity;
  for (const crystal of crystals) {
    const last = portions.at(-1);
    if (last !== undefined && last.length < MOST_CRYSTALS && atoms + crystal.nsites <= MOST_ATOMS) {
      last.push(crystal);
      atoms += crystal.nsites;
    } else {
      portions.push([crystal]);
      atoms = crystal.nsites;
    }
  }
  return portions;
}

/** What a model has relaxed as one named set; null where phases of an element are missing, so that there is no hull. */
export function referencesOf(
  model: ModelId,
  relaxed: readonly RelaxedReference[],
  conditions: ReferenceConditions,
  crystals: Pick<KnownCrystals, 'name' | 'snapshotDate'>,
): HullReferences | null {
  const entries = relaxed.filter((reference) => reference.model.sha256 === model.sha256).map(hullEntryOf);
  if (
    !conditions.elements.every((z) => entries.some(({ composition }) => composition.atomicNumbers.length === 1 && composition.atomicNumbers[0] === z))
  )
    return null;
  const { elements, pressureGPa, without } = conditions;
  const system = chemicalSystem({ atomicNumbers: elements, counts: elements.map(() => 1) });
  const heldOut = without === null ? null : reducedFormula(without);
  const parts = [
    crystals.name,
    model.name,
    model.version,
    'relaxed',
    `v${REFERENCE_VERSION}`,
    system,
    `${pressureGPa}GPa`,
    ...(heldOut === null ? [] : ['without', heldOut]),
  ];
  return {
    label: {
      name: parts.join('-'),
      snapshotDate: crystals.snapshotDate,
      model,
      entries: entries.length,
      geometry: 'relaxed',
      pressureGPa,
      chemicalSystem: system,
      heldOut,
      windowPerAtom: referenceWindow(pressureGPa),
    },
    entries,
  };
}

/** A phase of a hull at the pressure of the relaxation: its energy is the enthalpy. */
export const hullEntryOf = ({ sourceId, formula, enthalpyPerAtom, volumePerAtom }: RelaxedReference): VolumedEntry => ({
  id: sourceId,
  formula,
  composition: parseFormula(formula),
  energyPerAtom: enthalpyPerAtom,
  volumePerAtom,
});
