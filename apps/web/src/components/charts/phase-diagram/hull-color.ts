import { scaleLinear } from 'd3-scale';

/** Five colors of viridis (Nathaniel Smith and Stéfan van der Walt, matplotlib 2.0, CC0): even steps of lightness, also without color vision. */
const VIRIDIS = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] as const;

const color = scaleLinear<string>(
  VIRIDIS.map((_, i) => i / (VIRIDIS.length - 1)),
  VIRIDIS,
).clamp(true);

/** Dark close to the hull, bright at the threshold; both in eV/atom. */
export const hullColor = (energyAboveHull: number, threshold: number): string => color(energyAboveHull / Math.max(threshold, 1e-6));

/** The scale as a background, from the hull to the threshold. */
export const HULL_GRADIENT = `linear-gradient(to right, ${VIRIDIS.join(', ')})`;
