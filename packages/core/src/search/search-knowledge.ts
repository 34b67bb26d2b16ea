import type { Composition } from '../composition/composition.js';
import type { HullEntry } from '../energy/convex-hull/hull-entry.js';
import type { GeometryModel } from '../prediction/generation/symmetric/geometry-model.js';
import type { RelaxationResult, StageControl } from '../prediction/stage-types.js';
import type { SymmetryShare } from '../prediction/symmetry-proposal/share-symmetry.js';
import type { SurrogateModel } from '../prediction/screening/surrogate/surrogate-model.js';
import type { LetterWeights } from '../symmetry/letter-weights.js';
import type { RelaxationTask } from './search-types.js';

/** What a search stands on beside its state. No prototype among it: known crystals enter as seeds or not at all. */
export interface SearchKnowledge {
  /** Distances and shapes of known crystals for random ones; null for shares of covalent radii. */
  readonly geometry: GeometryModel | null;
  /** Expected volume of a composition at zero pressure, Å³ per atom. */
  readonly volumePerAtomOf: (composition: Composition) => number;
  /** Elements, and whatever else is known of the system, relaxed with the potential of the search. */
  readonly referenceEntries: readonly HullEntry[];
  /** Features for the Bayesian choice; null for a radial fingerprint. */
  readonly surrogate: SurrogateModel | null;
  /** How likely a composition crystallizes in which space group with how many formula units, by what is learned of compositions alone. @default nothing is known */
  readonly likelySymmetryOf?: (composition: Composition) => Promise<readonly SymmetryShare[]>;
  /** How likely the elements of a primitive cell take the Wyckoff letters of a group, learned like `likelySymmetryOf`. @default nothing is known */
  readonly letterWeightsOf?: (spaceGroup: number, cell: Composition) => LetterWeights;
  /** How probably a reduced composition has a stable phase, by what like chemical systems have; the system itself has no say. @default `expectedShare`, of the stoichiometry alone */
  readonly stableShareOf?: (composition: Composition) => number;
}

/** Does a task at the pressure of the search; a function of its arguments and the potential alone. */
export type RelaxTask = (task: RelaxationTask, pressureGPa: number, control: StageControl) => Promise<RelaxationResult>;
