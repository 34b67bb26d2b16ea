/** Offset of a symbol in the text of a formula, not as the head of a longer symbol; null where it does not stand there. */
export function elementPosition(formula: string, symbol: string): number | null {
  const place = formula.search(new RegExp(`${symbol}(?![a-z])`));
  return place < 0 ? null : place;
}
