import { atomCount } from '../../composition/reduce-composition.js';
import { assignmentSpace } from '../../symmetry/assignment-space.js';
import type { PredictionRequest, SymmetricDraw } from '../stage-types.js';
import type { SymmetryShares } from './propose-symmetry.js';
import { UNKNOWN_PROTOTYPE_SHARE } from './rank-templates.js';

export interface DrawLimits {
  readonly symmetricAtoms: number;
  readonly spaceGroups: number;
}

export interface SymmetricDraws {
  readonly draws: readonly SymmetricDraw[];
  /** Space groups that were tried and can hold none of the cells, with the reason. */
  readonly impossible: ReadonlyMap<number, string>;
}

/** Random search in larger cells finds nothing within any budget: their number of free coordinates is too large. */
const MOST_ATOMS = 40;
/** Numbers of formula units tried in a space group. */
const FORMULA_UNITS_TRIED = 4;
/** Crystals are shared out in proportion to probability to this power: unlikely groups keep a share, since the random generator is there for what knowledge misses. */
const FLATTENING = 0.5;
/** Of one draw, the candidates that go on; its likelihood is divided among them. */
const CANDIDATES_PER_DRAW = 4;

/** Share the random crystals among space groups and numbers of formula units; impossible groups are skipped with the reason. */
export function drawSymmetricCrystals(request: PredictionRequest, shares: SymmetryShares, limits: DrawLimits): SymmetricDraws {
  const atoms = atomCount(request.composition);
  const units = [...shares.formulaUnits]
    .filter(([formulaUnits]) => formulaUnits * atoms <= Math.min(request.maxAtoms, MOST_ATOMS))
    .sort(([y, p], [z, q]) => q - p || y - z)
    .slice(0, FORMULA_UNITS_TRIED);
  const impossible = new Map<number, string>();
  const feasible: { spaceGroup: number; formulaUnits: number; probability: number }[] = [];
  const groups = [...shares.spaceGroups].sort(([g, p], [h, q]) => q - p || g - h);
  for (const [spaceGroup, share] of groups) {
    if (feasible.length >= 2 * limits.spaceGroups) break;
    for (const [formulaUnits, unitShare] of units) {
      const cell = { atomicNumbers: request.composition.atomicNumbers, counts: request.composition.counts.map((n) => n * formulaUnits) };
      const space = assignmentSpace(spaceGroup, cell, null);
      if (space.total > 0) feasible.push({ spaceGroup, formulaUnits, probability: share * unitShare });
      else impossible.set(spaceGroup, space.impossibleBecause ?? 'no assignment');
    }
  }
  const chosen = feasible.sort((a, b) => b.probability - a.probability || a.spaceGroup - b.spaceGroup || a.formulaUnits - b.formulaUnits).slice(0, limits.spaceGroups);
  const weights = chosen.map(({ probability }) => probability ** FLATTENING);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const withDraw = new Set(feasible.map(({ spaceGroup }) => spaceGroup));
  return {
    draws: chosen.map(({ spaceGroup, formulaUnits, probability }, i) => ({
      spaceGroup,
      formulaUnits,
      count: Math.max(1, Math.round((limits.symmetricAtoms * (weights[i] as number)) / total / (formulaUnits * atoms))),
      likelihood: (UNKNOWN_PROTOTYPE_SHARE * probability) / CANDIDATES_PER_DRAW,
    })),
    impossible: new Map([...impossible].filter(([spaceGroup]) => !withDraw.has(spaceGroup))),
  };
}
