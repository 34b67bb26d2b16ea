/** Counts among crystals that are stable or have been made, as `training/prototypes` writes them. */
export interface SymmetryFrequencies {
  readonly spaceGroups: FrequencyTables;
  /** Formula units in the primitive cell. */
  readonly formulaUnits: FrequencyTables;
  /** By space group number: crystals counted, and how many of them occupy each letter. */
  readonly letters: { readonly [spaceGroup: string]: { readonly crystals: number; readonly occupied: { readonly [letter: string]: number } } };
  /** Upper ends of the classes of atoms per formula unit. */
  readonly atomClasses: readonly number[];
}

type Counts = { readonly [value: string]: number };

/** From the most particular table to the most general. */
export interface FrequencyTables {
  /** Anonymous formula with falling counts, `A3BC`. */
  readonly byAnonymous: { readonly [anonymousFormula: string]: Counts };
  /** `3:4-5`: number of elements, class of atoms per formula unit. */
  readonly byElementsAndAtoms: { readonly [key: string]: Counts };
  readonly byElements: { readonly [elements: string]: Counts };
}

/** Crystals a general table counts for, once mixed into a more particular one. */
const PRIOR_CRYSTALS = 10;

/** Probabilities of a value for an anonymous formula; each table is smoothed by the more general one. */
export function smoothedShares(
  tables: FrequencyTables,
  { anonymousFormula, elements, atoms }: { readonly anonymousFormula: string; readonly elements: number; readonly atoms: number },
  atomClasses: readonly number[],
): Map<number, number> {
  const levels = [tables.byElements[String(elements)], tables.byElementsAndAtoms[`${elements}:${atomClass(atoms, atomClasses)}`], tables.byAnonymous[anonymousFormula]];
  let shares = new Map<number, number>();
  for (const counts of levels) {
    if (!counts) continue;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const prior = shares.size === 0 ? 0 : PRIOR_CRYSTALS;
    const mixed = new Map([...shares].map(([value, share]) => [value, (prior * share) / (total + prior)]));
    for (const [value, count] of Object.entries(counts)) mixed.set(Number(value), (mixed.get(Number(value)) ?? 0) + count / (total + prior));
    shares = mixed;
  }
  return shares;
}

function atomClass(atoms: number, upperEnds: readonly number[]): string {
  const at = upperEnds.findIndex((end) => atoms <= end);
  const low = at === 0 ? 1 : (upperEnds[(at === -1 ? upperEnds.length : at) - 1] ?? 0) + 1;
  if (at === -1) return `${low}+`;
  return upperEnds[at] === low ? String(low) : `${low}-${upperEnds[at]}`;
}
