import { compositionFromSites } from '../../composition/create-composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { hillFormula, reducedFormula } from '../../composition/written-formula.js';
import { symbolOf } from '../../elements/elements.js';
import { InvalidOptionsError } from '../../prediction/input-errors.js';
import { bondsOfMolecule, fingerprintOf, isConnected } from '../molecules/molecule-bonds.js';
import { fillFormula } from '../molecules/fill-formula.js';
import type { Molecule, SearchConstraints, SearchRequest } from '../search-types.js';
import { asLayer } from '../layers/find-layer.js';
import { layerAxesOf } from '../layers/layer-axes.js';
import { countBounds } from './element-fractions.js';
import { areIndependent, atomsByEndMember } from './end-members.js';

/** Å. */
export const DEFAULT_VACUUM = 15;

export const DEFAULT_CONSTRAINTS: SearchConstraints = {
  minAtoms: 1,
  maxAtoms: 20,
  pressureGPa: 0,
  spaceGroups: null,
  shortestPairRatio: 0.6,
  pairDistances: [],
  cell: { shortestEdge: 1.5, longestEdge: 60, smallestAngle: 30, largestAngle: 150 },
  chargeNeutral: false,
  endMembers: [],
  fractions: [],
  coordination: [],
  molecules: [],
  layer: null,
  keepsBroken: false,
};

/** A request as an earlier version stored it: constraints it did not know ask for nothing. */
export const completeRequest = (request: SearchRequest): SearchRequest => ({
  ...request,
  constraints: { ...DEFAULT_CONSTRAINTS, ...request.constraints },
});

/** @throws {InvalidOptionsError} for a request that cannot be met, with the reason */
export function assertSearchRequest(request: SearchRequest): void {
  const { method, elements, composition, budget, lag, constraints, seeds } = request;
  const { minAtoms, maxAtoms, spaceGroups, shortestPairRatio, cell } = constraints;
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
  assertCompositionLimits(request);
  assertCoordination(request);
  assertMolecules(request);
  assertLayer(request);
}

/** Å: images further apart than this do not feel each other, whichever potential is used. */
const LEAST_VACUUM = 10;
const MOST_VACUUM = 40;
const MOST_THICKNESS = 15;

function assertLayer({ constraints: { layer, molecules, pressureGPa, spaceGroups, cell }, seeds }: SearchRequest): void {
  if (layer === null) return;
  const { thickness, vacuum } = layer;
  if (molecules.length > 0) return refuse('A search keeps molecules whole or looks for layers, not both');
  if (pressureGPa !== 0) return refuse(`A layer has no volume to press on: the pressure must be 0, got ${pressureGPa} GPa`);
  if (!(thickness >= 0 && thickness <= MOST_THICKNESS)) return refuse(`A layer is 0 to ${MOST_THICKNESS} Å thick, got ${thickness}`);
  if (!(vacuum >= LEAST_VACUUM && vacuum <= MOST_VACUUM))
    return refuse(`The vacuum beside a layer is ${LEAST_VACUUM} to ${MOST_VACUUM} Å wide, got ${vacuum}`);
  if (thickness + vacuum > cell.longestEdge) return refuse(`A layer and its vacuum take ${thickness + vacuum} Å, more than the longest edge allowed`);
  const without = (spaceGroups ?? []).find((group) => layerAxesOf(group).length === 0);
  if (without !== undefined) return refuse(`No layer has the symmetry of the space group ${without}`);
  seeds.forEach((seed, k) => {
    if (asLayer(seed, layer) === null) refuse(`Seed ${k + 1} is no layer of at most ${thickness} Å with as much empty space beside it`);
  });
}

function assertMolecules({ elements, composition, constraints: { maxAtoms, molecules } }: SearchRequest): void {
  if (molecules.length === 0) return;
  const names = molecules.map(({ atomicNumbers }) => hillFormula(compositionFromSites(atomicNumbers)));
  const kinds = molecules.map((molecule) => fingerprintOf(molecule.atomicNumbers, bondsOfMolecule(molecule)));
  molecules.forEach((molecule, k) => {
    if (!isConnected(molecule)) refuse(`The atoms of the molecule ${names[k]} do not hang together`);
    if (kinds.indexOf(kinds[k]) < k) refuse(`The molecule ${names[k]} is given twice, or another cannot be told from it by its atoms and bonds`);
  });
  if (composition === null) return molecules.forEach((molecule, k) => assertMoleculeOfSystem(molecule, names[k], elements, maxAtoms));
  const filled = fillFormula(composition, molecules);
  if (filled === null || filled.molecules.includes(0))
    return refuse(`${reducedFormula(composition)} has no place for ${names.join(', ')} in this order`);
  const atoms = filled.formulaUnits * atomCount(composition);
  if (atoms > maxAtoms)
    refuse(
      `The fewest whole molecules ${names.join(', ')} have ${atoms} atoms with what is beside them, more than the ${maxAtoms} allowed in a cell`,
    );
}

function assertMoleculeOfSystem({ atomicNumbers }: Molecule, name: string, elements: readonly number[], maxAtoms: number): void {
  const stranger = atomicNumbers.find((z) => !elements.includes(z));
  if (stranger !== undefined) refuse(`The molecule ${name} holds ${symbolOf(stranger)}, which is not in the search`);
  if (atomicNumbers.length > maxAtoms) refuse(`The molecule ${name} has more than the ${maxAtoms} atoms allowed in a cell`);
}

const MOST_NEIGHBORS = 24;

function assertCoordination({ elements, constraints: { coordination } }: SearchRequest): void {
  for (const { atomicNumber, neighbor, least, most } of coordination) {
    const stranger = [atomicNumber, neighbor ?? atomicNumber].find((z) => !elements.includes(z));
    if (stranger !== undefined) refuse(`A coordination names ${symbolOf(stranger)}, which is not in the search`);
    if (!(Number.isInteger(least) && Number.isInteger(most) && least >= 0 && least <= most && most <= MOST_NEIGHBORS))
      refuse(`${symbolOf(atomicNumber)} has 0 to ${MOST_NEIGHBORS} neighbors, the fewest first, got ${least} to ${most}`);
  }
}

function assertCompositionLimits({ elements, composition, constraints: { maxAtoms, endMembers, fractions }, seeds }: SearchRequest): void {
  if (composition !== null && (endMembers.length > 0 || fractions.length > 0))
    refuse(`${endMembers.length > 0 ? 'End members' : 'Ranges of elements'} are for a search by hull, not for one composition`);
  if (endMembers.length > 0 && fractions.length > 0) refuse('Give end members or ranges of elements, not both');
  for (const { atomicNumber, least, most } of fractions) {
    if (!elements.includes(atomicNumber)) refuse(`A range is given for ${symbolOf(atomicNumber)}, which is not in the search`);
    if (!(least >= 0 && least <= most && most <= 1)) refuse(`The share of ${symbolOf(atomicNumber)} must go up from 0 to 1, got ${least} to ${most}`);
  }
  if (new Set(fractions.map(({ atomicNumber }) => atomicNumber)).size < fractions.length) refuse('An element has one range');
  if (fractions.length > 0 && !Array.from({ length: maxAtoms }, (_, k) => countBounds(elements, fractions, k + 1)).some((bounds) => bounds !== null))
    refuse(`No composition of up to ${maxAtoms} atoms lies within the ranges of the elements`);
  if (endMembers.length === 0) return;
  if (endMembers.length < 2) refuse(`A span needs two end members; ${reducedFormula(endMembers[0])} alone is searched by another method`);
  for (const end of endMembers)
    if (atomCount(end) > maxAtoms) refuse(`The end member ${reducedFormula(end)} has more than the ${maxAtoms} atoms allowed in a cell`);
  if (!areIndependent(endMembers)) refuse(`Of the end members ${endMembers.map(reducedFormula).join(', ')} one is a mixture of the others`);
  for (const { atomicNumbers } of seeds) {
    const ofSeed = compositionFromSites(atomicNumbers);
    if (atomsByEndMember(ofSeed, endMembers) === null) refuse(`The seed ${reducedFormula(ofSeed)} is no mixture of the end members`);
  }
}

function refuse(message: string): never {
  throw new InvalidOptionsError(message);
}
