import { reducedFormula } from '@kessho/core/composition/written-formula';
import type { RankedCrystal } from '@kessho/core/formats/archive/ranked-crystal';
import type { PredictionResult } from '@kessho/core/prediction/predict-structures';
import type { RankedStructure } from '@kessho/core/prediction/stage-types';

/** The first `top` of a ranking as exports tell of them. */
export function rankedCrystals({ plan, structures }: PredictionResult, top: number): RankedCrystal[] {
  const formula = reducedFormula(plan.request.composition);
  return structures.slice(0, top).map((ranked) => rankedCrystal(formula, ranked));
}

function rankedCrystal(formula: string, { relaxation, model, ...ranked }: RankedStructure): RankedCrystal {
  const { rank, spaceGroup, symprec, formationEnergyPerAtom, energyAboveHull, probability, likelihood, energyRank, prototype, key } = ranked;
  const { structure, energyPerAtom, forces, stress } = relaxation;
  const energyScheme = `${model.name} ${model.version}`;
  const crystal = { structure, id: key, energy: energyPerAtom * structure.atomicNumbers.length, energyScheme, forces, stress };
  return { rank, formula, spaceGroup, symprec, energyPerAtom, formationEnergyPerAtom, energyAboveHull, probability, likelihood, energyRank, prototype, crystal };
}
