/** Decimal text with a fixed number of decimals, never `-0`. */
export function fixed(x: number, decimals: number): string {
  const text = x.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}

/** Fractional coordinate in [0, 1) with a fixed number of decimals; what would round to 1 is 0. */
export const fixedFractional = (x: number, decimals: number): string => fixed(Number(x.toFixed(decimals)) >= 1 ? 0 : x, decimals);
