import type { PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { predictVolumePerAtom, predictVolumePerAtomOfComposition, type VolumeModel } from '../../prototypes/volume-model.js';
import { BUDGET_LIMITS, DRAWS_PER_CHUNK, RELAXATION_CHUNK_SIZE, SCREENING_CHUNK_SIZE, TEMPLATES_PER_CHUNK } from '../budgets.js';
import type { GenerationChunk, PredictionPlan, PredictionRequest, TemplateProposal } from '../stage-types.js';
import { drawSymmetricCrystals } from './draw-symmetric-crystals.js';
import { proposeSymmetry, shareSymmetry } from './propose-symmetry.js';
import type { PrototypeLikelihoodModel } from './prototype-likelihood.js';
import { rankTemplates } from './rank-templates.js';
import type { SymmetryFrequencies } from './symmetry-frequencies.js';

export interface ProposalModels {
  readonly prototypes: PrototypeLibrary;
  readonly likelihood: PrototypeLikelihoodModel;
  readonly frequencies: SymmetryFrequencies;
  readonly volumes: VolumeModel;
}

/** Decide what to try: known crystals to imitate, space groups and numbers of formula units to draw from, volumes, and the chunks of the work. */
export function planPrediction(request: PredictionRequest, models: ProposalModels): PredictionPlan {
  const { composition, budget } = request;
  const limits = BUDGET_LIMITS[budget];
  const ranking = rankTemplates(composition, models.prototypes, models.likelihood, { ...request, count: limits.templates });
  const templates = ranking.templates.map(
    ({ entry, elements, likelihood }): TemplateProposal => ({
      prototype: entry.prototype.label,
      spaceGroup: entry.prototype.spaceGroup,
      sourceId: entry.sourceId,
      entryIndex: entry.index,
      elements,
      likelihood,
      volumePerAtom: predictVolumePerAtom(entry, elements, models.volumes),
    }),
  );
  const shares = shareSymmetry(composition, ranking, models.frequencies, request.spaceGroups);
  const { draws, impossible } = drawSymmetricCrystals(request, shares, limits);
  return {
    request,
    symmetryProposals: proposeSymmetry(composition, ranking, shares).map((proposal) => ({
      ...proposal,
      impossibleBecause: proposal.assignments.length > 0 ? null : (impossible.get(proposal.spaceGroup.number) ?? null),
    })),
    formulaUnits: [...shares.formulaUnits].map(([formulaUnits, probability]) => ({ formulaUnits, probability })).sort((a, b) => b.probability - a.probability),
    volumePerAtom: expectedVolume(templates) ?? predictVolumePerAtomOfComposition(composition, models.volumes),
    templates,
    symmetricDraws: draws,
    chunks: [...chunksOf('substitution', templates.length, TEMPLATES_PER_CHUNK), ...chunksOf('symmetric', draws.length, DRAWS_PER_CHUNK)].map((chunk, index) => ({ ...chunk, index })),
    relaxationCount: limits.relaxations,
    relaxationChunkSize: RELAXATION_CHUNK_SIZE,
    screeningChunkSize: SCREENING_CHUNK_SIZE,
  };
}

/** Mean over the templates, weighted by likelihood; null where there are none. */
function expectedVolume(templates: readonly TemplateProposal[]): number | null {
  const weight = templates.reduce((sum, { likelihood }) => sum + likelihood, 0);
  return weight > 0 ? templates.reduce((sum, { likelihood, volumePerAtom }) => sum + likelihood * volumePerAtom, 0) / weight : null;
}

function chunksOf(generator: GenerationChunk['generator'], items: number, size: number): Omit<GenerationChunk, 'index'>[] {
  return Array.from({ length: Math.ceil(items / size) }, (_, chunk) => ({ generator, first: chunk * size, count: Math.min(size, items - chunk * size) }));
}
