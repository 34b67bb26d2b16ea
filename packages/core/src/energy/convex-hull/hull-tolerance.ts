/** eV/atom; a phase within this of the hull is on it. Far above the rounding of float64, far below any energy that means something. */
export const HULL_TOLERANCE = 1e-8;
