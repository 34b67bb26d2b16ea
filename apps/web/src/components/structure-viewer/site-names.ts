import type { ViewerStructure } from './viewer-structure';

/** What is written on the atoms. */
export const NAMINGS = ['none', 'element', 'site', 'wyckoff'] as const;
export type Naming = (typeof NAMINGS)[number];

/** For each site: `Ti`, `Ti2` with its number in the table, or `1a` where its orbit is known. Null for nothing. */
export function siteNames({ symbols, sites }: ViewerStructure, naming: Naming): readonly string[] | null {
  if (naming === 'none') return null;
  return symbols.map((symbol, site) => {
    const label = sites?.[site];
    if (naming === 'wyckoff' && label !== undefined) return `${label.multiplicity}${label.wyckoffLetter}`;
    return naming === 'element' ? symbol : `${symbol}${site + 1}`;
  });
}
