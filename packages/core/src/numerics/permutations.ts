/** All orders of 0 … n − 1, in lexicographic order. */
export function permutationsOf(n: number): readonly (readonly number[])[] {
  const extend = (order: readonly number[]): readonly (readonly number[])[] =>
    order.length === n ? [order] : Array.from({ length: n }, (_, k) => k).flatMap((k) => (order.includes(k) ? [] : extend([...order, k])));
  return extend([]);
}
