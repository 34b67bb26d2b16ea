/**
 * The final order: energy against how well the prototype fits these elements,
 *
 *   p_i ∝ (L_i + L₀)^α · exp(−(H_i − H_min) / τ),
 *
 * with L the likelihood of the prototype (`prototype-likelihood.ts`) and H the enthalpy per atom. τ is of the size of the potential's error in
 * energy differences between polymorphs, so structures within it are ordered by likelihood.
 */
export interface OrderModel {
  /** α */
  readonly likelihoodExponent: number;
  /** L₀, keeps structures that nobody imitates in the race. */
  readonly likelihoodFloor: number;
  /** τ, eV/atom */
  readonly energyScale: number;
}

/** Probability-like weights that sum to 1, in the order of the input. */
export function orderWeights(
  structures: readonly { readonly likelihood: number; readonly enthalpyPerAtom: number }[],
  { likelihoodExponent, likelihoodFloor, energyScale }: OrderModel,
): number[] {
  const logits = structures.map(
    ({ likelihood, enthalpyPerAtom }) => likelihoodExponent * Math.log(likelihood + likelihoodFloor) - enthalpyPerAtom / energyScale,
  );
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Fitted by `training/order/fit.py` on 48 held-out reference compositions predicted with the budget `quick`; halves of the set agree on τ only to a factor of two. */
export const ORDER_MODEL: OrderModel = { likelihoodExponent: 0.7, likelihoodFloor: 1e-5, energyScale: 0.015 };
