import type { SearchKnowledge } from '@kessho/core/search/search-knowledge';

/** What a search stands on, with nothing learned of space groups and Wyckoff letters: random crystals have any of them. */
export const withoutLearnedSymmetry = (knowledge: SearchKnowledge): SearchKnowledge => ({
  ...knowledge,
  likelySymmetryOf: undefined,
  letterWeightsOf: undefined,
});
