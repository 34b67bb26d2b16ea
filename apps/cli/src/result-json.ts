import { reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import type { ModelId } from '@kessho/core/energy/energy-model';
import type { PredictionResult } from '@kessho/core/prediction/predict-structures';
import type { HullPlace, Judgement, PredictionStages, RankedStructure } from '@kessho/core/prediction/stage-types';

/** Raised when a field changes its meaning or leaves. */
const SCHEMA_VERSION = 1;

/** The document `result.json`: field names are a contract with other programs. */
export function resultJson(result: PredictionResult, stages: Pick<PredictionStages, 'models'>, timings: { readonly [stage: string]: number }, top: number) {
  const { request } = result.plan;
  return {
    schemaVersion: SCHEMA_VERSION,
    composition: reducedFormula(request.composition),
    seed: request.seed,
    budget: request.budget,
    holdout: request.holdout,
    pressureGPa: request.pressureGPa,
    models: stages.models,
    referenceSet: result.structures[0]?.referenceSet ?? null,
    judgeReferenceSet: result.structures.find(({ judgedPlace }) => judgedPlace !== null)?.judgedPlace?.referenceSet ?? null,
    symmetryProposals: result.plan.symmetryProposals.map(({ spaceGroup, probability }) => ({ ...spaceGroup, probability })),
    formulaUnits: result.plan.formulaUnits,
    volumePerAtom: result.plan.volumePerAtom,
    funnel: result.funnel,
    rejections: result.rejections,
    structures: result.structures.slice(0, top).map(structureJson),
    timings,
  };
}

const modelLabel = ({ name, version }: ModelId) => ({ name, version });

/** Energies of another model than those beside it: comparable among judgements alone. */
function judgementJson({ model, relaxation }: Judgement, place: HullPlace | null) {
  const { structure, energyPerAtom, enthalpyPerAtom, stopReason, steps, maxForce } = relaxation;
  return {
    model: modelLabel(model),
    energyPerAtom,
    enthalpyPerAtom,
    ...(place === null ? {} : placeJson(place)),
    relaxation: { stopReason, steps, maxForce },
    lattice: structure.lattice.vectors,
    fracCoords: structure.fracCoords,
  };
}

/** No energy above a hull without the name of the set that it stands on. */
const placeJson = ({ referenceSet, formationEnergyPerAtom, energyAboveHull, decomposition }: HullPlace) => ({
  formationEnergyPerAtom,
  energyAboveHull,
  referenceSet: referenceSet?.name ?? null,
  decomposition,
});

function structureJson(ranked: RankedStructure) {
  const { structure, energyPerAtom, enthalpyPerAtom, stopReason, steps, maxForce } = ranked.relaxation;
  return {
    rank: ranked.rank,
    model: modelLabel(ranked.model),
    spaceGroup: ranked.spaceGroup,
    symprec: ranked.symprec,
    nsites: structure.atomicNumbers.length,
    energyPerAtom,
    enthalpyPerAtom,
    ...placeJson(ranked),
    probability: ranked.probability,
    likelihood: ranked.origin.likelihood,
    energyRank: ranked.energyRank,
    prototype: ranked.prototype,
    origin: ranked.origin,
    knownMatch: ranked.knownMatch,
    judgement: ranked.judgement === null ? null : judgementJson(ranked.judgement, ranked.judgedPlace),
    relaxation: { stopReason, steps, maxForce },
    lattice: structure.lattice.vectors,
    species: structure.atomicNumbers.map(symbolOf),
    fracCoords: structure.fracCoords,
  };
}
