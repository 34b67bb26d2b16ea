import { ELEMENT_SCHEMES, elementColor } from '../../format/element-color';
import type { ViewerStructure } from './viewer-structure';

/** By what the atoms are colored: by element in one of two palettes, or by orbit. */
export const COLORINGS = [...ELEMENT_SCHEMES, 'Wyckoff'] as const;
export type Coloring = (typeof COLORINGS)[number];

/** Told apart by people with any color vision: M. Okabe and K. Ito, Color Universal Design (2008), without black, and three more between them. */
const ORBIT_COLORS = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#8c8c8c',
  '#9b6dd6',
  '#7fc97f',
  '#a0522d',
] as const;

/** What stands for one color in the legend. */
export interface ColorKey {
  readonly color: string;
  readonly symbol: string;
  /** `4a`; null where the color stands for the element. */
  readonly wyckoff: string | null;
}

/** The key of every site; sites of one color share theirs. Without known orbits the elements are what there is to color by. */
export function colorKeys({ symbols, sites }: ViewerStructure, coloring: Coloring): readonly ColorKey[] {
  const keys = new Map<string, ColorKey>();
  const keyOf = (name: string, make: () => ColorKey): ColorKey => {
    const key = keys.get(name) ?? make();
    keys.set(name, key);
    return key;
  };
  return symbols.map((symbol, index) => {
    const site = sites?.[index];
    if (coloring !== 'Wyckoff' || site === undefined)
      return keyOf(symbol, () => ({ color: elementColor(symbol, coloring === 'Wyckoff' ? 'VESTA' : coloring), symbol, wyckoff: null }));
    const { orbit, multiplicity, wyckoffLetter } = site;
    return keyOf(String(orbit), () => ({
      color: ORBIT_COLORS[keys.size % ORBIT_COLORS.length] ?? ORBIT_COLORS[0],
      symbol,
      wyckoff: `${multiplicity}${wyckoffLetter}`,
    }));
  });
}
