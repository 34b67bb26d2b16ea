/** Tells simulated stages the median of their sleeps, ms. */
export const MEDIAN_MS = 'KESSHO_SIMULATED_MEDIAN_MS';
