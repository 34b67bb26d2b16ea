/**
 * The final order: a logistic model over all that is known of the ranked structures,
 *
 *   p_i = exp(w · x_i) / ( Σ_j exp(w · x_j) + exp(v · y) ),
 *
 * with x the features of a structure (`order-features.ts`) and y those of the whole prediction; the last term is the chance that the ground state is
 * none of them. Fitted by maximum likelihood on predictions of reference crystals whose compositions were held out (`training/order`).
 */
import type { ModelId } from '../../energy/energy-model.js';
import { ABSENCE_FEATURES, ORDER_FEATURES, type OrderFeatures } from './order-features.js';

type Weights<Names extends readonly string[]> = { readonly [name in Names[number]]: number };

export interface OrderModel {
  readonly id: ModelId;
  /** w */
  readonly structure: Weights<typeof ORDER_FEATURES>;
  /** v */
  readonly absence: Weights<typeof ABSENCE_FEATURES>;
}

/** Probability of each structure to be the ground state, in the order of the input; they sum to less than 1. */
export function groundStateProbabilities({ structures, absence }: OrderFeatures, model: OrderModel): number[] {
  const logits = structures.map((features) => ORDER_FEATURES.reduce((sum, name, k) => sum + model.structure[name] * (features[k] as number), 0));
  const none = ABSENCE_FEATURES.reduce((sum, name, k) => sum + model.absence[name] * (absence[k] as number), 0);
  const highest = Math.max(none, ...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const total = weights.reduce((sum, weight) => sum + weight, Math.exp(none - highest));
  return weights.map((weight) => weight / total);
}
