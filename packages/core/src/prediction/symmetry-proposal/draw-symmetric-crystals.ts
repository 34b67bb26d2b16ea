import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { assignmentSpace } from '../../symmetry/assignment-space.js';
import type { PredictionRequest, SymmetricDraw } from '../stage-types.js';
import { letterWeightsOf, type LetterWeightModel } from './letter-weight-model.js';
import type { SymmetryShare, SymmetryShares } from './share-symmetry.js';

export interface DrawLimits {
  /** Atoms of all random crystals together. */
  readonly symmetricAtoms: number;
  readonly spaceGroups: number;
  /** Probability that the prototype is unknown: what random crystals are for. */
  readonly unknownShare: number;
}

export interface SymmetricDraws {
  readonly draws: readonly SymmetricDraw[];
  /** Space groups that were tried and can hold none of the cells, with the reason. */
  readonly impossible: ReadonlyMap<number, string>;
}

/** Random search in larger cells finds nothing within any budget: their number of free coordinates is too large. */
const MOST_ATOMS = 40;
/** Crystals are shared out in proportion to probability to this power: unlikely groups keep a share, since the random generator is there for what knowledge misses. */
const FLATTENING = 0.5;
/** Of one draw, the candidates that go on; its likelihood is divided among them. */
const CANDIDATES_PER_DRAW = 4;

/** Share the random crystals among space groups and numbers of formula units; impossible groups are skipped with the reason. */
export function drawSymmetricCrystals(
  request: PredictionRequest,
  shares: SymmetryShares,
  letterWeights: LetterWeightModel,
  limits: DrawLimits,
): SymmetricDraws {
  const { composition } = request;
  const atoms = atomCount(composition);
  const cellOf = (formulaUnits: number): Composition => ({
    atomicNumbers: composition.atomicNumbers,
    counts: composition.counts.map((n) => n * formulaUnits),
  });
  const impossible = new Map<number, string>();
  const chosen: SymmetryShare[] = [];
  for (const pair of shares.pairs) {
    if (chosen.length >= limits.spaceGroups) break;
    if (pair.formulaUnits * atoms > Math.min(request.maxAtoms, MOST_ATOMS)) continue;
    const space = assignmentSpace(pair.spaceGroup, cellOf(pair.formulaUnits), null);
    if (space.total > 0) chosen.push(pair);
    else impossible.set(pair.spaceGroup, space.impossibleBecause ?? 'no assignment');
  }
  const weights = chosen.map(({ probability }) => probability ** FLATTENING);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const withDraw = new Set(chosen.map(({ spaceGroup }) => spaceGroup));
  return {
    draws: chosen.map(({ spaceGroup, formulaUnits, probability }, i) => ({
      spaceGroup,
      formulaUnits,
      count: Math.max(1, Math.round((limits.symmetricAtoms * (weights[i] as number)) / total / (formulaUnits * atoms))),
      likelihood: (limits.unknownShare * probability) / CANDIDATES_PER_DRAW,
      letterWeights: letterWeightsOf(letterWeights, spaceGroup, cellOf(formulaUnits)).map((ofElement) => Object.fromEntries(ofElement)),
    })),
    impossible: new Map([...impossible].filter(([spaceGroup]) => !withDraw.has(spaceGroup))),
  };
}
