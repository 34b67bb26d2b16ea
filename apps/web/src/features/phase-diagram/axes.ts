/** Two elements, by their places. */
export type Axes = readonly [number, number];

/** Every pair of elements once. */
export const axesOf = (elements: readonly string[]): readonly Axes[] =>
  elements.flatMap((_, first) => elements.slice(first + 1).map((__, k): Axes => [first, first + 1 + k]));

/** `0,2`; the first pair where nothing is said that can be. */
export const axesFromText = (text: string | null, elements: readonly string[]): Axes =>
  axesOf(elements).find((axes) => axes.join() === text) ?? [0, 1];
