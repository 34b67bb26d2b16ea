/** Å, CODATA 2022. */
export const BOHR = 0.529177210544;

/** eV, CODATA 2022. */
export const RYDBERG = 13.60569312299;
