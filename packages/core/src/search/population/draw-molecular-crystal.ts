import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { createLattice } from '../../crystal/lattice.js';
import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { covalentRadiusOf } from '../../elements/covalent-radius.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { invertMat3, multiplyMat3, rowTimesMat3, type Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import { broadLatticeShapes } from '../../prediction/generation/symmetric/lattice-shape.js';
import { writePrimitiveVectors } from '../../prediction/generation/symmetric/random-cell.js';
import { SPACE_GROUPS } from '../../symmetry/assert-space-group.js';
import { centering } from '../../symmetry/centering.js';
import { operationsOf } from '../../symmetry/operations-of.js';
import { applyOperation, type SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import { unitBounds } from '../constraints/unit-bounds.js';
import { crystalOfBodies } from '../molecules/crystal-of-bodies.js';
import { fillFormula, type Body, type FilledFormula } from '../molecules/find-bodies.js';
import { longestBonds, pairKey } from '../molecules/molecule-bonds.js';
import { randomRotation } from '../molecules/rotation.js';
import type { SearchConstraints } from '../search-types.js';

/** Cells tried, each a little larger than the one before. */
const CELLS = 24;
const GROWTH = 1.03;
/** Standard deviation of ln V around the expectation, as in the generator of symmetric crystals. */
const VOLUME_SPREAD = 0.1;
/** Places and turns tried for each body of a cell. */
const PLACES = 30;
/** Shortest distances over the sum of covalent radii: of two molecules, whose atoms have their bonds already, and of anything with an atom that has none. */
const BETWEEN_MOLECULES = 1.5;
const TO_FREE_ATOMS = 0.85;

export interface MolecularRequest {
  /** Reduced. */
  readonly composition: Composition;
  readonly constraints: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms' | 'spaceGroups' | 'molecules'>;
  /** Expected, Å³. */
  readonly volumePerAtom: number;
}

/**
 * One random crystal of rigid molecules, turned at random, in the general position of a space group: any group whose operations, in the primitive cell, divide the
 * numbers of all bodies, P1 among them. The number of formula units is uniform, then the group. Molecules on special positions are left to relaxation and to
 * operators that raise the symmetry.
 * @returns null where no group fits, or no place has room
 */
export function drawMolecularCrystal({ composition, constraints, volumePerAtom }: MolecularRequest, rng: Rng): Structure | null {
  const filled = fillFormula(composition, constraints.molecules);
  if (filled === null) return null;
  const atoms = filled.formulaUnits * atomCount(composition);
  const [least, most] = unitBounds(atoms, constraints);
  if (most < least) return null;
  const times = least + rng.integer(most - least + 1);
  const kinds = bodyKinds(filled, constraints.molecules).map((kind) => ({ ...kind, count: kind.count * times }));
  const groups = (constraints.spaceGroups ?? SPACE_GROUPS).filter((group) => kinds.every(({ count }) => count % imagesIn(group) === 0));
  if (groups.length === 0) return null;
  const group = groups[rng.integer(groups.length)];
  const drawShape = broadLatticeShapes(group);
  const longest = longestBonds(constraints.molecules);
  for (let cell = 0; cell < CELLS; cell++) {
    const volume = times * atoms * volumePerAtom * GROWTH ** cell * Math.exp(VOLUME_SPREAD * rng.normal());
    const vectors = new Float64Array(9);
    if (!writePrimitiveVectors(drawShape(rng), volume, Float64Array.from(centering(group).primitiveMatrix.flat()), vectors)) continue;
    const bodies = placeBodies(kinds, group, rowsOf(vectors), longest, rng);
    if (bodies !== null) return crystalOfBodies(createLattice(rowsOf(vectors)), bodies);
  }
  return null;
}

type Kind = Pick<Body, 'molecule' | 'atomicNumbers' | 'offsets'> & { readonly count: number };

/** What stands in the formula units that hold all molecules, and how often; the largest first. */
function bodyKinds({ molecules: units, freeAtoms }: FilledFormula, molecules: SearchConstraints['molecules']): Kind[] {
  const kinds: Kind[] = [
    ...molecules.map(({ atomicNumbers, positions }, k) => ({ molecule: k, atomicNumbers, offsets: positions, count: units[k] })),
    ...[...new Set(freeAtoms)].map((z): Kind => ({
      molecule: null,
      atomicNumbers: [z],
      offsets: [[0, 0, 0]],
      count: freeAtoms.filter((other) => other === z).length,
    })),
  ];
  return kinds.sort((a, b) => b.atomicNumbers.length - a.atomicNumbers.length);
}

/** Images of a general position in the primitive cell. */
const imagesIn = (group: number): number => operationsOf(group).length / centering(group).latticePoints.length;

/** The operations that make these images: one for each rotation of the group. */
function pointOperations(group: number): readonly SymmetryOperation[] {
  const seen = new Set<string>();
  return operationsOf(group).filter(({ rotation }) => {
    const key = rotation.join();
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Null where some body finds no place. @param vectors of the primitive cell */
function placeBodies(kinds: readonly Kind[], group: number, vectors: Mat3, longest: ReadonlyMap<string, number>, rng: Rng): Body[] | null {
  const operations = pointOperations(group);
  const conventional = multiplyMat3(invertMat3(centering(group).primitiveMatrix), vectors);
  const toConventional = multiplyMat3(vectors, invertMat3(conventional));
  let placed: Body[] = [];
  for (const kind of kinds) {
    for (let orbit = 0; orbit < kind.count / operations.length; orbit++) {
      const grown = growOrbit(placed, kind, { operations, vectors, conventional, toPrimitive: invertMat3(toConventional), longest }, rng);
      if (grown === null) return null;
      placed = grown;
    }
  }
  return placed;
}

interface Setting {
  readonly operations: readonly SymmetryOperation[];
  readonly vectors: Mat3;
  readonly conventional: Mat3;
  /** Fractional coordinates of the conventional cell · this. */
  readonly toPrimitive: Mat3;
  /** Bonds of the molecules, `longestBonds`. */
  readonly longest: ReadonlyMap<string, number>;
}

function growOrbit(
  placed: readonly Body[],
  kind: Kind,
  { operations, vectors, conventional, toPrimitive, longest }: Setting,
  rng: Rng,
): Body[] | null {
  const fromCartesian = invertMat3(conventional);
  for (let place = 0; place < PLACES; place++) {
    const center: Vec3 = [rng.uniform(), rng.uniform(), rng.uniform()];
    const turn = randomRotation(rng);
    const atoms = kind.offsets.map((offset) => addVec3(center, rowTimesMat3(rowTimesMat3(offset, turn), fromCartesian)));
    const orbit = operations.map((operation): Body => {
      const image = applyOperation(operation, center);
      const offsets = atoms.map((atom) => rowTimesMat3(subtractVec3(applyOperation(operation, atom), image), conventional));
      return { molecule: kind.molecule, atomicNumbers: kind.atomicNumbers, center: rowTimesMat3(image, toPrimitive), offsets };
    });
    const grown = [...placed, ...orbit];
    if (!areTooClose(grown, placed.length, vectors, longest)) return grown;
  }
  return null;
}

/** Does the body at `newest` come too close to any other, or to images of its own? @param longest bonds of the molecules: what is closer counts as one of them */
function areTooClose(bodies: readonly Body[], newest: number, vectors: Mat3, longest: ReadonlyMap<string, number>): boolean {
  const inverse = invertMat3(vectors);
  const owners = bodies.flatMap(({ atomicNumbers }, body) => atomicNumbers.map(() => body));
  const atomicNumbers = bodies.flatMap((body) => body.atomicNumbers);
  // not wrapped: the atoms of a body stay together, and image 0 is the body itself
  const fracCoords = bodies.flatMap(({ center, offsets }) => offsets.map((offset) => addVec3(center, rowTimesMat3(offset, inverse))));
  const radii = atomicNumbers.map(covalentRadiusOf);
  const cutoff = Math.max(2 * BETWEEN_MOLECULES * Math.max(...radii), ...longest.values());
  const list = buildNeighborList(packStructures([{ lattice: { vectors }, atomicNumbers, fracCoords }]), cutoff);
  for (let edge = 0; edge < list.edgeCount; edge++) {
    const [from, to] = [list.centers[edge], list.neighbors[edge]];
    if (owners[from] !== newest) continue;
    const isInside = owners[to] === newest && list.images.subarray(3 * edge, 3 * edge + 3).every((n) => n === 0);
    const areBound = bodies[owners[from]].molecule !== null && bodies[owners[to]].molecule !== null;
    const shortest = Math.max(
      (areBound ? BETWEEN_MOLECULES : TO_FREE_ATOMS) * (radii[from] + radii[to]),
      longest.get(pairKey(atomicNumbers[from], atomicNumbers[to])) ?? 0,
    );
    if (!isInside && list.distances[edge] <= shortest) return true;
  }
  return false;
}

const rowsOf = (flat: Float64Array): Mat3 => [
  [flat[0], flat[1], flat[2]],
  [flat[3], flat[4], flat[5]],
  [flat[6], flat[7], flat[8]],
];
