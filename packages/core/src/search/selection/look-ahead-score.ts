import type { LookAhead } from '../search-types.js';

/** CrySPY's weights of force and stress. */
const FORCE_WEIGHT = 0.1;
const STRESS_WEIGHT = 10;
/** eV/Å: smaller changes say nothing; of the first turn nothing is known. */
const LEAST_CHANGE = 1e-6;
const FIRST_CHANGE = 1;

/**
 * How promising it is to relax a crystal further; higher is better. −E + w_F F²/(2|ΔF|) + w_S S: the energy it has, less what forces that fall as they did may still
 * win, and a bonus for stress ("look ahead based on quadratic approximation", Terayama et al. 2018, doi:10.1038/s41524-018-0090-y; stress as in CrySPY,
 * doi:10.1080/27660400.2021.1943171). Here F and ΔF are of whole turns.
 * @param enthalpyPerAtom where it stands, eV/atom
 */
export const lookAheadScore = (enthalpyPerAtom: number, { meanForce, forceChange, meanStress }: LookAhead): number =>
  -enthalpyPerAtom +
  (FORCE_WEIGHT * meanForce ** 2) / (2 * Math.max(LEAST_CHANGE, forceChange === null ? FIRST_CHANGE : Math.abs(forceChange))) +
  STRESS_WEIGHT * meanStress;
