/** The ways to draw a hull, by the number of its elements; the first is the usual one. */
const PICTURES_OF = {
  2: ['curve', 'potentials'],
  3: ['triangle', 'relief', 'potentials'],
  4: ['solid', 'slice'],
} as const;

export type Picture = (typeof PICTURES_OF)[keyof typeof PICTURES_OF][number];

/** None for a system that is only listed. */
export const picturesOf = (elementCount: number): readonly Picture[] =>
  elementCount === 2 || elementCount === 3 || elementCount === 4 ? PICTURES_OF[elementCount] : [];
