import { orbitElementsOf } from '../../prototypes/instantiate-prototype.js';
import type { PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { predictVolumePerAtom, type VolumeModel } from '../../prototypes/volume-model.js';
import { BUDGET_LIMITS, DRAWS_PER_CHUNK, RELAXATION_CHUNK_SIZE, RELAXATION_ROUND_SIZE, SCREENING_CHUNK_SIZE, TEMPLATES_PER_CHUNK } from '../budgets.js';
import type { GenerationChunk, PredictionPlan, PredictionRequest, TemplateProposal } from '../stage-types.js';
import { deriveTemplates } from './derive-templates.js';
import { drawSymmetricCrystals } from './draw-symmetric-crystals.js';
import type { LetterWeightModel } from './letter-weight-model.js';
import { proposeSymmetry } from './propose-symmetry.js';
import { rankTemplates, type TemplateModels } from './rank-templates.js';
import { shareSymmetry } from './share-symmetry.js';
import { symmetryFeatures } from './symmetry-features.js';
import type { SymmetryModel } from './symmetry-model.js';
import { workForRandom } from './work-for-random.js';

export interface ProposalModels extends TemplateModels {
  readonly prototypes: PrototypeLibrary;
  readonly symmetry: SymmetryModel;
  readonly letterWeights: LetterWeightModel;
  readonly volumes: VolumeModel;
}

/** What is decided of a prediction before any structure exists, but for the references of its hull. */
export type GenerationPlan = Omit<PredictionPlan, 'references'>;

/** Decide what to try: known crystals to imitate, space groups and numbers of formula units to draw from, volumes, and the chunks of the work. */
export async function planPrediction(request: PredictionRequest, models: ProposalModels): Promise<GenerationPlan> {
  const { composition, budget } = request;
  const limits = BUDGET_LIMITS[budget];
  const ranking = rankTemplates(composition, models.prototypes, models, { ...request, count: limits.templates });
  const { unknownShare } = ranking;
  const work = workForRandom(unknownShare);
  const derived = deriveTemplates(composition, models.prototypes, models.likelihood, { ...request, unknownShare, count: limits.derivedTemplates });
  const imitated = [
    ...ranking.templates.map((template) => ({ ...template, orbitElements: orbitElementsOf(template.entry.prototype, template.elements) })),
    ...derived,
  ];
  const templates = imitated
    .sort((a, b) => b.likelihood - a.likelihood || a.entry.index - b.entry.index)
    .map(({ entry, orbitElements, likelihood }): TemplateProposal => ({
      prototype: entry.prototype.label,
      spaceGroup: entry.prototype.spaceGroup,
      sourceId: entry.sourceId,
      entryIndex: entry.index,
      orbitElements,
      likelihood,
      volumePerAtom: predictVolumePerAtom(entry, composition, models.volumes),
    }));
  const { features, expectedLogVolume } = symmetryFeatures(composition, ranking.crystals, models.symmetry.classes, models.volumes);
  const { probabilities, volumeCorrection } = await models.symmetry.predict(features);
  const shares = shareSymmetry(request, models.symmetry.classes, probabilities);
  const { draws, impossible } = drawSymmetricCrystals(request, shares, models.letterWeights, { spaceGroups: limits.spaceGroups, symmetricAtoms: work * limits.symmetricAtoms, unknownShare });
  return {
    request,
    symmetryProposals: proposeSymmetry(composition, ranking, shares, models.letterWeights).map((proposal) => ({
      ...proposal,
      impossibleBecause: proposal.assignments.length > 0 ? null : (impossible.get(proposal.spaceGroup.number) ?? null),
    })),
    formulaUnits: [...shares.formulaUnits]
      .map(([formulaUnits, probability]) => ({ formulaUnits, probability }))
      .sort((a, b) => b.probability - a.probability),
    unknownShare,
    volumePerAtom: Math.exp(expectedLogVolume + volumeCorrection),
    templates,
    symmetricDraws: draws,
    chunks: [...chunksOf('substitution', templates.length, TEMPLATES_PER_CHUNK), ...chunksOf('symmetric', draws.length, DRAWS_PER_CHUNK)].map(
      (chunk, index) => ({ ...chunk, index }),
    ),
    imitatedRelaxations: limits.imitatedRelaxations,
    symmetricRelaxations: Math.round(work * limits.symmetricRelaxations),
    relaxationRoundSize: RELAXATION_ROUND_SIZE,
    relaxationChunkSize: RELAXATION_CHUNK_SIZE,
    screeningChunkSize: SCREENING_CHUNK_SIZE,
  };
}

function chunksOf(generator: GenerationChunk['generator'], items: number, size: number): Omit<GenerationChunk, 'index'>[] {
  return Array.from({ length: Math.ceil(items / size) }, (_, chunk) => ({
    generator,
    first: chunk * size,
    count: Math.min(size, items - chunk * size),
  }));
}
