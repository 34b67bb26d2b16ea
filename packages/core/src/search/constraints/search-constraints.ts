import { atomCount } from '../../composition/reduce-composition.js';
import { symbolOf } from '../../elements/elements.js';
import { InvalidOptionsError } from '../../prediction/input-errors.js';
import type { SearchConstraints, SearchRequest } from '../search-types.js';

export const DEFAULT_CONSTRAINTS: SearchConstraints = {
  minAtoms: 1,
  maxAtoms: 20,
  pressureGPa: 0,
  spaceGroups: null,
  shortestPairRatio: 0.6,
  pairDistances: [],
  cell: { shortestEdge: 1.5, longestEdge: 60, smallestAngle: 30, largestAngle: 150 },
  chargeNeutral: false,
};

/** @throws {InvalidOptionsError} for a request that cannot be met, with the reason */
export function assertSearchRequest({ method, elements, composition, budget, lag, constraints, seeds }: SearchRequest): void {
  const { minAtoms, maxAtoms, spaceGroups, shortestPairRatio, cell } = constraints;
  const refuse = (message: string): never => {
    throw new InvalidOptionsError(message);
  };
  if (elements.length === 0) refuse('A search needs an element');
  if (method !== 'random' && (method === 'hull') !== (composition === null))
    refuse(
      method === 'hull' ? 'A search by hull takes a chemical system, not one composition' : `A search by the method ${method} needs one composition`,
    );
  if (!Number.isInteger(budget) || budget < 1) refuse(`The budget must be a whole number of relaxations from 1, got ${budget}`);
  if (!Number.isInteger(lag) || lag < 1) refuse(`The lag must be a whole number from 1, got ${lag}`);
  if (!(minAtoms >= 1 && minAtoms <= maxAtoms)) refuse(`Atoms in a cell must go from 1 up, got ${minAtoms} to ${maxAtoms}`);
  if (composition !== null && atomCount(composition) > maxAtoms)
    refuse(`One formula unit has ${atomCount(composition)} atoms, more than the ${maxAtoms} allowed in a cell`);
  if (composition !== null && Math.floor(maxAtoms / atomCount(composition)) * atomCount(composition) < minAtoms)
    refuse(`No number of formula units has between ${minAtoms} and ${maxAtoms} atoms`);
  if (!(shortestPairRatio >= 0 && shortestPairRatio < 1.5))
    refuse(`The shortest pair is a share of the covalent radii from 0 to 1.5, got ${shortestPairRatio}`);
  if (!(cell.shortestEdge <= cell.longestEdge && cell.smallestAngle <= cell.largestAngle)) refuse('The limits of the cell leave nothing');
  for (const number of spaceGroups ?? []) if (!Number.isInteger(number) || number < 1 || number > 230) refuse(`${number} is no space group`);
  if (!Number.isFinite(constraints.pressureGPa)) refuse(`The pressure must be a number, got ${constraints.pressureGPa} GPa`);
  for (const { atomicNumbers } of seeds) {
    const foreign = atomicNumbers.find((z) => !elements.includes(z));
    if (foreign !== undefined) refuse(`A seed holds ${symbolOf(foreign)}, which is not in the search`);
  }
}
