import type { Composition } from '../../composition/composition.js';
import type { PrototypeLibrary } from '../../prototypes/prototype-library.js';
import type { DerivedTemplate, DerivedTemplateOptions } from './derived-template.js';
import { mergedSlotTemplates } from './merged-slot-templates.js';
import type { PrototypeLikelihoodModel } from './prototype-likelihood.js';
import type { TemplateOptions } from './rank-templates.js';
import { sharedSlotTemplates } from './shared-slot-templates.js';

/**
 * Of the ground states with a prototype that no crystal of their anonymous formula shows, the share that a crystal of another one does, once two of the
 * elements share a slot or one takes two: 14 of 400 reference crystals, where about 10 % have such a prototype (the held-out set of `training/order`).
 */
export const DERIVED_SHARE = 0.35;

export interface DeriveOptions extends Pick<TemplateOptions, 'maxAtoms' | 'spaceGroups' | 'excludedPrototypes' | 'count'> {
  /** Probability of such a prototype. */
  readonly unknownShare: number;
}

/** Templates from other anonymous formulas, the most likely first; their likelihoods sum to at most `DERIVED_SHARE` of `unknownShare`. */
export function deriveTemplates(
  composition: Composition,
  library: PrototypeLibrary,
  model: PrototypeLikelihoodModel,
  { maxAtoms, spaceGroups, excludedPrototypes = [], count, unknownShare }: DeriveOptions,
): DerivedTemplate[] {
  const accepts: DerivedTemplateOptions['accepts'] = ({ spaceGroup, label, nsites }) =>
    nsites <= maxAtoms && (spaceGroups === null || spaceGroups.includes(spaceGroup)) && !excludedPrototypes.includes(label);
  const derived = [...mergedSlotTemplates(composition, library, model, { accepts }), ...sharedSlotTemplates(composition, library, model, { accepts })];
  const total = derived.reduce((sum, { likelihood }) => sum + likelihood, 0);
  return derived
    .map((template) => ({ ...template, likelihood: (unknownShare * DERIVED_SHARE * template.likelihood) / total }))
    .sort((a, b) => b.likelihood - a.likelihood || a.entry.index - b.entry.index)
    .slice(0, count);
}
