import type { Composition } from '../../composition/composition.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';

/** Compositions drawn before the constraints are taken to leave no crystal of any. */
const MOST_COMPOSITIONS = 30;

/**
 * What `propose` makes of the first drawn composition of which the constraints leave a crystal: few space groups hold atoms in any proportion.
 * @throws {NoCandidatesError} where they leave none
 */
export async function firstPossible<T>(draw: () => Composition, propose: (composition: Composition) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const composition = draw();
    try {
      return await propose(composition);
    } catch (error) {
      if (!(error instanceof NoCandidatesError) || attempt >= MOST_COMPOSITIONS) throw error;
    }
  }
}
