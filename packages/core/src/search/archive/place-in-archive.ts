import { compositionFromSites } from '../../composition/create-composition.js';
import { reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching } from '../../matching/matchable-structure.js';
import { isSameCrystal, SAME_ENTHALPY } from '../../prediction/ranking/same-crystal.js';
import type { Individual, Outcome, Phase } from '../search-types.js';

/** Of members this close in enthalpy, eV/atom, that with the fewest sites stands for the phase. */
const AS_LOW = 5e-4;

export interface Placement {
  readonly phases: readonly Phase[];
  /** The phase that the newcomer joined or founded. */
  readonly phase: number;
  readonly isNew: boolean;
}

type Newcomer = Pick<Outcome, 'structure' | 'energyPerAtom' | 'enthalpyPerAtom' | 'spaceGroup'>;

/** Join a relaxed structure to the phase that it repeats, or let it found one. @param individual its id @param at the task after which it was found */
export function placeInArchive(
  phases: readonly Phase[],
  individuals: readonly Individual[],
  newcomer: Newcomer,
  individual: number,
  at: number,
): Placement {
  const { structure, energyPerAtom, enthalpyPerAtom, spaceGroup } = newcomer;
  const composition = reduceComposition(compositionFromSites(structure.atomicNumbers));
  const matchable = prepareForMatching(structure);
  const volumePerAtom = latticeVolume(structure.lattice) / structure.atomicNumbers.length;
  const structureOf = (phase: Phase): Outcome['structure'] => (individuals[phase.individual].outcome as Outcome).structure;
  const kin = phases.filter((phase) => sameComposition(phase.composition, composition));
  const home = kin.find(
    (phase) =>
      Math.abs(phase.enthalpyPerAtom - enthalpyPerAtom) <= SAME_ENTHALPY &&
      isSameCrystal({ ...phase, matchable: prepareForMatching(structureOf(phase)) }, { enthalpyPerAtom, spaceGroup, matchable }),
  );
  if (home !== undefined) {
    const gap = enthalpyPerAtom - home.enthalpyPerAtom;
    const fewer = structure.atomicNumbers.length < structureOf(home).atomicNumbers.length;
    const stands = gap < -AS_LOW || (gap <= AS_LOW && fewer);
    const joined: Phase = {
      ...home,
      members: home.members + 1,
      ...(stands ? { individual, energyPerAtom, enthalpyPerAtom, volumePerAtom, spaceGroup } : {}),
    };
    return { phases: phases.map((phase) => (phase === home ? joined : phase)), phase: home.id, isNew: false };
  }
  const id = phases.length;
  // founders stand for their niches; what matches none founds one
  const founder = kin.find((phase) => phase.niche === phase.id && isSameStructure(prepareForMatching(structureOf(phase)), matchable));
  const founded: Phase = {
    id,
    individual,
    composition,
    energyPerAtom,
    enthalpyPerAtom,
    volumePerAtom,
    spaceGroup,
    niche: founder?.id ?? id,
    members: 1,
    foundAt: at,
    fruitless: 0,
  };
  return { phases: [...phases, founded], phase: id, isNew: true };
}
