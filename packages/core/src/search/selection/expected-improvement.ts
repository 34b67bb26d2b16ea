/** Expected improvement below the lowest so far for a normal belief (Jones, Schonlau and Welch 1998, doi:10.1023/A:1008306431147), in the unit of the energies. */
export function expectedImprovement(mean: number, deviation: number, lowest: number): number {
  if (!(deviation > 0)) return Math.max(0, lowest - mean);
  const z = (lowest - mean) / deviation;
  return (lowest - mean) * normalCumulative(z) + (deviation * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.2.17: error below 7.5e-8. */
function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
