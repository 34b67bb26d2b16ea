import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import type { AdaptationStart, SurrogateFeatures, SurrogateModel } from '../../prediction/screening/surrogate/surrogate-model.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchRequest } from '../search-types.js';
import { radialFeatures } from './radial-features.js';

/** Where the regression on radial features starts: coefficients of some hundredths of an eV/atom, noise of a tenth. */
const RADIAL_START: AdaptationStart = { precision: 400, noise: 0.01 };

/** The surrogate, where there is one for the potential and it knows all elements of the search; it has seen no layers. */
export const surrogateFor = (
  { elements, constraints }: Pick<SearchRequest, 'elements' | 'constraints'>,
  { surrogate }: Pick<SearchKnowledge, 'surrogate'>,
): SurrogateModel | null => (surrogate !== null && constraints.layer === null && elements.every((z) => surrogate.elements.has(z)) ? surrogate : null);

/** What a regression knows of crystals: features and prior energies of the surrogate, else radial distributions and nothing. */
export async function describeCrystals(
  structures: readonly Structure[],
  request: Pick<SearchRequest, 'elements' | 'constraints'>,
  knowledge: Pick<SearchKnowledge, 'surrogate'>,
): Promise<SurrogateFeatures> {
  const surrogate = surrogateFor(request, knowledge);
  return surrogate === null
    ? {
        priors: new Float64Array(structures.length),
        features: Float64Array.from(structures.flatMap((structure) => radialFeatures(structure, request.elements))),
      }
    : surrogate.featuresOf(packStructures(structures));
}

export const regressionStart = (
  request: Pick<SearchRequest, 'elements' | 'constraints'>,
  knowledge: Pick<SearchKnowledge, 'surrogate'>,
): AdaptationStart => surrogateFor(request, knowledge)?.startingPoint ?? RADIAL_START;
