import type { Structure } from '../../crystal/structure.js';
import { InvalidLatticeError } from '../../crystal/lattice.js';
import type { Rng } from '../../numerics/rng.js';
import { changeInStack } from '../layers/change-in-stack.js';
import type { OperatorName, SearchRequest } from '../search-types.js';
import { addBodies, bodyUnits, exchangeUnits, removeBodies } from './change-bodies.js';
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
 * end members they change it by formula units of these, with molecules by whole ones and by atoms beside them.
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
export function applyOperator(operator: BreedingOperator, parents: readonly Structure[], request: SearchRequest, rng: Rng): Structure | null {
  const [first, second] = parents as readonly [Structure, Structure];
  const { composition, constraints } = request;
  const { endMembers, molecules, layer } = constraints;
  try {
    const rigid = molecules.length > 0 ? applyToMolecules(operator, [first, second], request, rng) : undefined;
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
      case 'addition':
      case 'removal':
        return layer === null
          ? changeComposition(operator, first, request, rng)
          : changeInStack(first, layer.vacuum, (stack) => changeComposition(operator, stack, request, rng));
    }
  } catch (error) {
    // a strain that flattens the cell
    if (error instanceof InvalidLatticeError) return null;
    throw error;
  }
}

function changeComposition(
  operator: keyof typeof COMPOSITION_SHARES,
  structure: Structure,
  { elements, constraints: { endMembers } }: SearchRequest,
  rng: Rng,
): Structure | null {
  switch (operator) {
    case 'transmutation':
      return endMembers.length > 0 ? exchangeUnit(structure, endMembers, rng) : transmutation(structure, elements, rng);
    case 'addition':
      return endMembers.length > 0 ? addUnit(structure, endMembers, rng) : addition(structure, elements, rng);
    case 'removal':
      return endMembers.length > 0 ? removeUnit(structure, endMembers, rng) : removal(structure, rng);
  }
}

/** Undefined for operators that know nothing of molecules: whether their child keeps them is seen afterwards. */
function applyToMolecules(
  operator: BreedingOperator,
  [first, second]: readonly [Structure, Structure],
  request: SearchRequest,
  rng: Rng,
): Structure | null | undefined {
  const { molecules, endMembers } = request.constraints;
  switch (operator) {
    case 'heredity':
      return spliceBodies([first, second], molecules, request.composition !== null, rng, endMembers);
    case 'permutation':
      return exchangeBodies(first, molecules, rng);
    case 'strain':
      return strainBodies(first, molecules, rng);
    case 'rattle':
      return rattleBodies(first, molecules, rng);
    case 'transmutation':
      return exchangeUnits(first, bodyUnits(request), molecules, rng);
    case 'addition':
      return addBodies(first, bodyUnits(request), molecules, rng);
    case 'removal':
      return removeBodies(first, bodyUnits(request), molecules, rng);
    default:
      return undefined;
  }
}
