import type { Composition } from '../../composition/composition.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../../energy/pressure-unit.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { proposeRandom, proposeRandoms } from './propose-random.js';

/** Crystals to choose from: so many draws of a space group and of the formula units, and of each so many crystals, since making a group ready costs more than a crystal. */
const GROUPS = 12;
const PER_GROUP = 4;

/**
 * Of many random crystals of one composition that whose enthalpy the surrogate expects to be lowest before relaxation. Where no surrogate knows the elements, one
 * random crystal.
 */
export async function proposeScreened(
  composition: Composition,
  state: Pick<SearchState, 'request' | 'phases'>,
  knowledge: SearchKnowledge,
  rng: Rng,
): Promise<{ readonly structure: Structure; readonly discarded: Readonly<Record<string, number>> }> {
  const { surrogate } = knowledge;
  if (surrogate === null || !composition.atomicNumbers.every((z) => surrogate.elements.has(z)))
    return proposeRandom(composition, state, knowledge, rng);
  const drawn = Array.from({ length: GROUPS }, () => proposeRandoms(composition, PER_GROUP, state, knowledge, null, rng));
  const structures = drawn.flatMap((one) => one.structures);
  const { priors } = await surrogate.featuresOf(packStructures(structures));
  const pressure = state.request.constraints.pressureGPa / GPA_PER_EV_PER_CUBIC_ANGSTROM;
  const enthalpies = structures.map(({ lattice, atomicNumbers }, k) => priors[k] + (pressure * latticeVolume(lattice)) / atomicNumbers.length);
  const discarded: Record<string, number> = { 'less-promising': structures.length - 1 };
  for (const [reason, times] of drawn.flatMap((one) => Object.entries(one.discarded))) discarded[reason] = (discarded[reason] ?? 0) + times;
  return { structure: structures[enthalpies.indexOf(Math.min(...enthalpies))], discarded };
}
