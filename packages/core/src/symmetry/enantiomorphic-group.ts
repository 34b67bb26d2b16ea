/** The eleven pairs of space groups that are mirror images of each other, the smaller number first. @see International Tables A (2016), table 1.4.1.1 */
const ENANTIOMORPHIC_PAIRS: readonly (readonly [number, number])[] = [
  [76, 78],
  [91, 95],
  [92, 96],
  [144, 145],
  [151, 153],
  [152, 154],
  [169, 170],
  [171, 172],
  [178, 179],
  [180, 181],
  [212, 213],
];

const SMALLER = new Map(ENANTIOMORPHIC_PAIRS.map(([left, right]) => [right, left]));

/** One number for a space group and its mirror image, the smaller of the two: a crystal and its mirror image have the same energy. */
export const withoutHandedness = (spaceGroup: number): number => SMALLER.get(spaceGroup) ?? spaceGroup;
