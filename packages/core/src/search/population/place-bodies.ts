import { packStructures } from '../../crystal/structure-batch.js';
import { covalentRadiusOf } from '../../elements/covalent-radius.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { invertMat3, mat3TimesColumn, multiplyMat3, rowTimesMat3, type Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, scaleVec3, subtractVec3 } from '../../numerics/vec3.js';
import { applyOperation } from '../../symmetry/symmetry-operation.js';
import type { Body } from '../molecules/body.js';
import { pairKey } from '../molecules/molecule-bonds.js';
import type { BodyOrbit } from './body-orbits.js';

/** Places and turns tried for an orbit in one cell; fewer where the place is fixed, and one for an atom there. */
const PLACES = 30;
const TURNS = 6;
/** Shortest distances over the sum of covalent radii: of two molecules, whose atoms have their bonds already, and of anything with an atom that has none. */
const BETWEEN_MOLECULES = 1.5;
const TO_FREE_ATOMS = 0.85;

export interface BodyCell {
  /** Rows of the primitive cell, Å, those of the conventional one with a along x and b in the xy plane. */
  readonly vectors: Mat3;
  /** P of vectors = P · conventional. */
  readonly primitiveMatrix: Mat3;
  /** Bonds of the molecules, `longestBonds`. */
  readonly longest: ReadonlyMap<string, number>;
}

/** Bodies on all orbits, at random wherever a position leaves a choice. @returns null where some orbit finds no room */
export function placeBodies(orbits: readonly BodyOrbit[], cell: BodyCell, rng: Rng): Body[] | null {
  let placed: Body[] = [];
  for (const orbit of orbits) {
    const grown = growOrbit(placed, orbit, cell, rng);
    if (grown === null) return null;
    placed = grown;
  }
  return placed;
}

function growOrbit(
  placed: readonly Body[],
  { kind, site, orient }: BodyOrbit,
  { vectors, primitiveMatrix, longest }: BodyCell,
  rng: Rng,
): Body[] | null {
  const toPrimitive = invertMat3(primitiveMatrix);
  const conventional = multiplyMat3(toPrimitive, vectors);
  const fromCartesian = invertMat3(conventional);
  const { linear, constant24 } = site.representative;
  const tries = site.degreesOfFreedom > 0 ? PLACES : kind.molecule === null ? 1 : TURNS;
  for (let place = 0; place < tries; place++) {
    const center = addVec3(mat3TimesColumn(linear, [rng.uniform(), rng.uniform(), rng.uniform()]), scaleVec3(constant24, 1 / 24));
    const atoms = orient(rng).map((offset) => addVec3(center, rowTimesMat3(offset, fromCartesian)));
    const orbit = site.images.map((operation): Body => {
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
