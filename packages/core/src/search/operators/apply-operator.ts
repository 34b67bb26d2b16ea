import type { Structure } from '../../crystal/structure.js';
import { InvalidLatticeError } from '../../crystal/lattice.js';
import type { Rng } from '../../numerics/rng.js';
import type { OperatorName, SearchConstraints, SearchRequest } from '../search-types.js';
import { addition, removal, transmutation } from './change-composition.js';
import { addUnit, exchangeUnit, removeUnit } from './change-units.js';
import { heredity } from './heredity.js';
import { permutation } from './permutation.js';
import { rattle } from './rattle.js';
import { exchangeBodies, rattleBodies, spliceBodies, strainBodies } from './rigid-operators.js';
import { softMutation } from './soft-mutation.js';
import { strain } from './strain.js';
import { symmetricMutation } from './symmetric-mutation.js';
import { symmetryRaising } from './symmetry-raising.js';

/**
 * Operators that take parents, with the share each begins with. Those that change the composition are for searches by hull; with
 * end members they change it by formula units of these.
 */
export const BREEDING_SHARES = {
  heredity: 0.35,
  permutation: 0.1,
  strain: 0.1,
  rattle: 0.1,
  'soft-mutation': 0.1,
  'symmetric-mutation': 0.15,
  'symmetry-raising': 0.1,
} as const satisfies Partial<Record<OperatorName, number>>;
export const COMPOSITION_SHARES = { transmutation: 0.2, addition: 0.1, removal: 0.1 } as const satisfies Partial<Record<OperatorName, number>>;

export type BreedingOperator = keyof typeof BREEDING_SHARES | keyof typeof COMPOSITION_SHARES;

export const parentsOf = (operator: BreedingOperator): 1 | 2 => (operator === 'heredity' ? 2 : 1);

/** A child; null where the operator can do nothing with these parents. @param parents as many as `parentsOf` says */
export function applyOperator(
  operator: BreedingOperator,
  parents: readonly Structure[],
  { elements, composition, constraints }: SearchRequest,
  rng: Rng,
): Structure | null {
  const [first, second] = parents as readonly [Structure, Structure];
  const { endMembers, molecules, layer } = constraints;
  try {
    const rigid = molecules.length > 0 ? applyToMolecules(operator, [first, second], molecules, rng) : undefined;
    if (rigid !== undefined) return rigid;
    switch (operator) {
      case 'heredity':
        return heredity([first, second], composition !== null, rng, endMembers, layer !== null);
      case 'permutation':
        return permutation(first, rng);
      case 'strain':
        return strain(first, rng);
      case 'rattle':
        return rattle(first, constraints.maxAtoms, rng);
      case 'soft-mutation':
        return softMutation(first, rng);
      case 'symmetric-mutation':
        return symmetricMutation(first, rng);
      case 'symmetry-raising':
        return symmetryRaising(first);
      case 'transmutation':
        return endMembers.length > 0 ? exchangeUnit(first, endMembers, rng) : transmutation(first, elements, rng);
      case 'addition':
        return endMembers.length > 0 ? addUnit(first, endMembers, rng) : addition(first, elements, rng);
      case 'removal':
        return endMembers.length > 0 ? removeUnit(first, endMembers, rng) : removal(first, rng);
    }
  } catch (error) {
    // a strain that flattens the cell
    if (error instanceof InvalidLatticeError) return null;
    throw error;
  }
}

/** Undefined for operators that know nothing of molecules: whether their child keeps them is seen afterwards. */
function applyToMolecules(
  operator: BreedingOperator,
  [first, second]: readonly [Structure, Structure],
  molecules: SearchConstraints['molecules'],
  rng: Rng,
): Structure | null | undefined {
  switch (operator) {
    case 'heredity':
      return spliceBodies([first, second], molecules, rng);
    case 'permutation':
      return exchangeBodies(first, molecules, rng);
    case 'strain':
      return strainBodies(first, molecules, rng);
    case 'rattle':
      return rattleBodies(first, molecules, rng);
    default:
      return undefined;
  }
}
