import type { PowderPeak } from './powder-pattern.js';

/** Share of the Lorentzian in a peak; laboratory peaks lie between both shapes. */
const LORENTZIAN_SHARE = 0.5;
/** Half-widths at which the tail of a peak is cut: 1/400 of its height. */
const REACH = 20;

/**
 * Intensity at each of the rising angles of `twoThetas` (degrees), from peaks shifted by `zeroShift` and widened to pseudo-Voigt shapes of one full width at half
 * maximum; a peak of intensity 1 has height 1.
 */
export function profileAt(twoThetas: Float64Array, peaks: readonly PowderPeak[], zeroShift: number, fullWidth: number): Float64Array {
  const profile = new Float64Array(twoThetas.length);
  const halfWidth = fullWidth / 2;
  let start = 0;
  for (const { twoTheta, intensity } of peaks) {
    const center = twoTheta + zeroShift;
    while (start < twoThetas.length && twoThetas[start] < center - REACH * halfWidth) start++;
    for (let i = start; i < twoThetas.length && twoThetas[i] <= center + REACH * halfWidth; i++) {
      const distance = ((twoThetas[i] - center) / halfWidth) ** 2;
      profile[i] += intensity * (LORENTZIAN_SHARE / (1 + distance) + (1 - LORENTZIAN_SHARE) * Math.exp(-Math.LN2 * distance));
    }
  }
  return profile;
}
