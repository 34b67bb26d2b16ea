/** How far two structures may differ and still be called the same; the defaults are the field's (those of pymatgen's `StructureMatcher`). */
export interface MatchingTolerances {
  /** Largest relative difference of two lattice vectors' lengths. @default 0.2 */
  readonly length: number;
  /** Largest distance of two paired sites, in units of (V/nsites)^(1/3). @default 0.3 */
  readonly site: number;
  /** Largest difference of two cell angles, degrees. @default 5 */
  readonly angle: number;
}

export const DEFAULT_MATCHING_TOLERANCES: MatchingTolerances = { length: 0.2, site: 0.3, angle: 5 };
