/** Consecutive runs of `size` items, the last perhaps shorter. */
export function splitEvery<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) => items.slice(chunk * size, (chunk + 1) * size));
}
