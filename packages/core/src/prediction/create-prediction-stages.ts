import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import type { EnergyModel, ModelId } from '../energy/energy-model.js';
import { forkRng } from '../numerics/rng.js';
import type { SurrogateModel } from './screening/surrogate/surrogate-model.js';
import { assertSupported } from '../energy/unsupported-element-error.js';
import { instantiatePrototype } from '../prototypes/instantiate-prototype.js';
import { BUDGET_LIMITS } from './budgets.js';
import { generateFromDraws } from './generation/generate-from-draws.js';
import { generateFromTemplates } from './generation/generate-from-templates.js';
import type { GeometryModel } from './generation/symmetric/geometry-model.js';
import type { OrderModel } from './ranking/order-model.js';
import { chooseFinalists } from './ranking/choose-finalists.js';
import { rankStructures, type RankingInput } from './ranking/rank-structures.js';
import { goesOn } from './relaxation/goes-on.js';
import { judgeFinalists } from './relaxation/judge-finalists.js';
import { relaxCandidates } from './relaxation/relax-candidates.js';
import { relaxReferences } from './relaxation/relax-references.js';
import { relaxStructures } from './relaxation/relax-structures.js';
import { InvalidOptionsError } from './input-errors.js';
import type { KnownCrystals } from './references/known-crystals.js';
import { conditionsOf, heldOutOf, modelsWithoutReferences, planReferences, referencesOf } from './references/plan-references.js';
import type { RelaxStructures } from './screening/brief-relaxation.js';
import { isSound } from './stop-reasons.js';
import { screenCandidates } from './screening/screen-candidates.js';
import { selectCandidates } from './screening/select-candidates.js';
import type { GenerationChunk, PredictionPlan, PredictionStages, ReferenceSetLabel, RelaxationResult, RelaxedReference } from './stage-types.js';
import { planPrediction, type ProposalModels } from './symmetry-proposal/plan-prediction.js';
import { knownCrystals } from './symmetry-proposal/rank-templates.js';

/** Everything learned that a prediction stands on. */
export interface PredictionKnowledge extends ProposalModels {
  readonly energyModel: EnergyModel;
  /** A second potential that decides the order of the finalists; null for none. */
  readonly judge: EnergyModel | null;
  /** Chooses which random crystals the potential is asked about; null to ask about all. */
  readonly surrogate: SurrogateModel | null;
  /** Of the symmetry-restricted generator. */
  readonly geometry: GeometryModel;
  readonly references: ReferencePhases;
  /** What is relaxed where the reference phases do not serve. */
  readonly crystals: KnownCrystals;
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
  const { energyModel, judge, surrogate, geometry, prototypes, likelihood, novelty, symmetry, letterWeights, references, crystals, order } = knowledge;
  return {
    models: [energyModel.id, ...(judge === null ? [] : [judge.id]), ...(surrogate === null ? [] : [surrogate.id]), likelihood.id, novelty.id, symmetry.id, letterWeights.id, geometry.id, order.id],
    referenceSet: references.label,
    propose: async (request) => {
      for (const { id, elements } of judge === null ? [energyModel] : [energyModel, judge])
        assertSupported(`${id.name} ${id.version}`, elements, request.composition.atomicNumbers);
      const models = modelsWithoutReferences(request, energyModel.id, judge?.id ?? null);
      const chunks = planReferences(models, conditionsOf(request), crystals, references.entriesOf(request.composition.atomicNumbers));
      return { ...(await planPrediction(request, knowledge)), references: chunks };
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
    judging:
      judge === null
        ? null
        : {
            finalists: (plan, relaxed) => chooseFinalists(soundOf(relaxed), rankingInput(plan, knowledge, [])),
            judge: (plan, finalists, control) => judgeFinalists(finalists, judge, plan.request.pressureGPa, control),
          },
    reference: (chunk, control) => relaxReferences(chunk, modelOf(chunk.model, [energyModel, ...(judge === null ? [] : [judge])]), control),
    rank: async (plan, relaxed, evidence) => rankStructures(soundOf(relaxed), rankingInput(plan, knowledge, evidence.references), soundOf(evidence.judgements)),
  };
}

const soundOf = <T extends { readonly relaxation: RelaxationResult }>(ended: readonly T[]): T[] => ended.filter(({ relaxation }) => isSound(relaxation));

function modelOf({ name, version, sha256 }: ModelId, models: readonly EnergyModel[]): EnergyModel {
  const found = models.find(({ id }) => id.sha256 === sha256);
  if (found === undefined) throw new InvalidOptionsError(`${name} ${version} (sha256 ${sha256}) is not among the potentials of this prediction`);
  return found;
}

function rankingInput({ request, symmetryProposals, unknownShare }: PredictionPlan, knowledge: PredictionKnowledge, relaxedReferences: readonly RelaxedReference[]): RankingInput {
  const { energyModel, judge, prototypes, references, crystals, order } = knowledge;
  const { composition, holdout } = request;
  const hasToRelax = modelsWithoutReferences(request, energyModel.id, judge?.id ?? null).includes(energyModel.id);
  const relaxedBy = ({ id }: EnergyModel) => referencesOf(id, relaxedReferences, conditionsOf(request), crystals);
  const shipped = { label: references.label, entries: references.entriesOf(composition.atomicNumbers) };
  return {
    composition,
    references: hasToRelax ? relaxedBy(energyModel) : request.pressureGPa === 0 ? shipped : null,
    judgeReferences: judge === null ? null : relaxedBy(judge),
    heldOut: heldOutOf(request),
    known: holdout ? [] : knownCrystals(composition, prototypes).map((entry) => ({ id: entry.sourceId, structure: instantiatePrototype(entry, entry.elements, entry.volumePerAtom) })),
    order,
    unknownShare,
    spaceGroupProbabilities: new Map(symmetryProposals.map(({ spaceGroup, probability }) => [spaceGroup.number, probability])),
  };
}

