/**
 * The number a decimal text means: a sixth that was rounded or cut after three or more decimals is meant exactly (0.333, 0.66667, 0.1666).
 * Anything else is the number as written. The text must match `\d*(\.\d*)?` with an optional sign and hold a digit.
 */
export function meantNumber(digits: string): number {
  const value = Number(digits);
  const point = digits.indexOf('.');
  const decimals = point < 0 ? 0 : digits.length - 1 - point;
  if (decimals < 3) return value;
  const sixth = Math.round(value * 6) / 6;
  // 0.7 of the last digit: cutting 2/3 leaves 0.67 of it, and 0.9999 is not meant to be 1.
  return Math.abs(value - sixth) < 0.7 * 10 ** -decimals ? sixth : value;
}
