import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import type { EnergyModel } from '../energy/energy-model.js';
import { forkRng } from '../numerics/rng.js';
import type { SurrogateModel } from './screening/surrogate/surrogate-model.js';
import { assertSupported } from '../energy/unsupported-element-error.js';
import { instantiatePrototype } from '../prototypes/instantiate-prototype.js';
import { BUDGET_LIMITS } from './budgets.js';
import { generateFromDraws } from './generation/generate-from-draws.js';
import { generateFromTemplates } from './generation/generate-from-templates.js';
import type { GeometryModel } from './generation/symmetric/geometry-model.js';
import type { OrderModel } from './ranking/order-model.js';
import { rankStructures, type RankingInput } from './ranking/rank-structures.js';
import { goesOn } from './relaxation/goes-on.js';
import { relaxCandidates } from './relaxation/relax-candidates.js';
import { relaxStructures } from './relaxation/relax-structures.js';
import type { RelaxStructures } from './screening/brief-relaxation.js';
import { isSound } from './stop-reasons.js';
import { screenCandidates } from './screening/screen-candidates.js';
import { selectCandidates } from './screening/select-candidates.js';
import type { GenerationChunk, PredictionPlan, PredictionStages, ReferenceSetLabel } from './stage-types.js';
import { planPrediction, type ProposalModels } from './symmetry-proposal/plan-prediction.js';
import { knownCrystals } from './symmetry-proposal/rank-templates.js';

/** Everything learned that a prediction stands on. */
export interface PredictionKnowledge extends ProposalModels {
  readonly energyModel: EnergyModel;
  /** Chooses which random crystals the potential is asked about; null to ask about all. */
  readonly surrogate: SurrogateModel | null;
  /** Of the symmetry-restricted generator. */
  readonly geometry: GeometryModel;
  readonly references: ReferencePhases;
  readonly order: OrderModel;
}

/** Reference phases evaluated with the potential in use. */
export interface ReferencePhases {
  readonly label: ReferenceSetLabel;
  /** All phases whose elements are among these. */
  readonly entriesOf: (atomicNumbers: readonly number[]) => readonly HullEntry[];
}

/** Bind the stages to what has been learned. */
export function createPredictionStages(knowledge: PredictionKnowledge): PredictionStages {
  const { energyModel, surrogate, geometry, prototypes, likelihood, novelty, symmetry, letterWeights, references, order } = knowledge;
  return {
    models: [energyModel.id, ...(surrogate === null ? [] : [surrogate.id]), likelihood.id, novelty.id, symmetry.id, letterWeights.id, geometry.id, order.id],
    referenceSet: references.label,
    propose: async (request) => {
      assertSupported(`${energyModel.id.name} ${energyModel.id.version}`, energyModel.elements, request.composition.atomicNumbers);
      return planPrediction(request, knowledge);
    },
    generate: async (plan, chunkIndex) => {
      const chunk = plan.chunks[chunkIndex] as GenerationChunk;
      return chunk.generator === 'substitution'
        ? generateFromTemplates(plan.templates, chunk, prototypes, plan.request.seed)
        : generateFromDraws(plan.symmetricDraws, chunk, plan.request, plan.volumePerAtom, geometry);
    },
    screen: ({ volumePerAtom, request: { budget, pressureGPa, seed } }, candidates, control) => {
      const { briefShare } = BUDGET_LIMITS[budget];
      const rng = forkRng(seed, 'surrogate', candidates[0]?.key ?? '');
      const relax: RelaxStructures = (structures, options, stageControl) => relaxStructures(structures, { model: energyModel }, options, stageControl);
      return screenCandidates(candidates, energyModel, { volumePerAtom, pressureGPa, briefShare, relax, surrogate, rng }, control);
    },
    select: async (plan, screened) => selectCandidates(screened, { ...plan, roundSize: plan.relaxationRoundSize, chunkSize: plan.relaxationChunkSize }),
    relax: (plan, candidates, control) => relaxCandidates(candidates, energyModel, plan.request.pressureGPa, control),
    goesOn: ({ relaxationRoundSize }, chosen, relaxed) => goesOn(chosen, relaxed, relaxationRoundSize),
    rank: async (plan, relaxed) => rankStructures(relaxed.filter(({ relaxation }) => isSound(relaxation)), rankingInput(plan, knowledge)),
  };
}

function rankingInput({ request, symmetryProposals, unknownShare }: PredictionPlan, { prototypes, references, order }: PredictionKnowledge): RankingInput {
  const { composition, holdout } = request;
  return {
    composition,
    referenceEntries: references.entriesOf(composition.atomicNumbers),
    isHeldOut: holdout,
    known: holdout ? [] : knownCrystals(composition, prototypes).map((entry) => ({ id: entry.sourceId, structure: instantiatePrototype(entry, entry.elements, entry.volumePerAtom) })),
    order,
    unknownShare,
    spaceGroupProbabilities: new Map(symmetryProposals.map(({ spaceGroup, probability }) => [spaceGroup.number, probability])),
  };
}

