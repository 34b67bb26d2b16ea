import { anonymousFormula } from '@kessho/core/composition/anonymous-formula';
import { symbolCounts } from '@kessho/core/composition/create-composition';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { chemicalSystem, reducedFormula } from '@kessho/core/composition/written-formula';
import type { Composition } from '@kessho/core/composition/composition';
import { CoreError } from '@kessho/core/errors';
import type { FormulaParse, ParsedFormula } from '@kessho/schema/results/formula-parse';

/** Everything the API says of a composition; reduced first. */
export function describeComposition(composition: Composition): ParsedFormula {
  const reduced = reduceComposition(composition);
  const terms = symbolCounts(reduced);
  return {
    formula: reducedFormula(reduced),
    anonymousFormula: anonymousFormula(reduced),
    chemicalSystem: chemicalSystem(reduced),
    elements: terms.map(([symbol]) => symbol),
    counts: terms.map(([, count]) => count),
  };
}

/** Parse as far as possible: a composition, or the error with its place. */
export function parseLive(text: string): FormulaParse {
  try {
    return { composition: describeComposition(parseFormula(text)), error: null };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return { composition: null, error: { code: error.code, message: error.message, position: error.position } };
  }
}
