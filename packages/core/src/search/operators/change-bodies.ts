import type { Composition } from '../../composition/composition.js';
import { latticeVolume, type Lattice } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { invertMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, type Vec3 } from '../../numerics/vec3.js';
import { atomBody, kindOf, moleculeBody, type Body, type LooseBody } from '../molecules/body.js';
import { crystalOfBodies } from '../molecules/crystal-of-bodies.js';
import { bodyKinds, fillFormula } from '../molecules/fill-formula.js';
import { groupBodies } from '../molecules/find-bodies.js';
import { randomRotation } from '../molecules/rotation.js';
import type { Molecule, SearchRequest } from '../search-types.js';
import { scaleToVolume } from './move-sites.js';
import { periodicDistance } from './periodic-distance.js';

/** Operators that change the composition of crystals of molecules by whole units. All return null where a parent is none, as those of `rigid-operators.ts` do. */

/** Places and turns tried for a body; it takes those with most room. */
const POSES = 24;

/** By what a composition changes: a molecule or an atom, or with end members what the fewest formula units of one that are filled with whole molecules hold. */
export type BodyUnit = readonly LooseBody[];

export function bodyUnits({ elements, constraints: { molecules, endMembers } }: Pick<SearchRequest, 'elements' | 'constraints'>): BodyUnit[] {
  if (endMembers.length > 0) return endMembers.map((end) => bodiesOf(end, molecules));
  return [...molecules.map(moleculeBody), ...elements.map(atomBody)].map((body) => [body]);
}

function bodiesOf(end: Composition, molecules: readonly Molecule[]): BodyUnit {
  const filled = fillFormula(end, molecules) ?? {
    formulaUnits: 1,
    molecules: molecules.map(() => 0),
    freeAtoms: end.atomicNumbers.flatMap((z, k) => Array.from({ length: end.counts[k] }, () => z)),
  };
  return bodyKinds(filled, molecules).flatMap(({ count, ...body }) => Array.from({ length: count }, () => body));
}

/** Add a unit where most room is, at the same volume per atom. */
export function addBodies(structure: Structure, units: readonly BodyUnit[], molecules: readonly Molecule[], rng: Rng): Structure | null {
  const bodies = groupBodies(structure, molecules);
  return bodies === null ? null : assemble(structure, bodies, units[rng.integer(units.length)], [], rng);
}

/** Take a unit away, at the same volume per atom. @returns null also where no unit is in it, or nothing would be left */
export function removeBodies(structure: Structure, units: readonly BodyUnit[], molecules: readonly Molecule[], rng: Rng): Structure | null {
  const parted = partUnit(structure, units[rng.integer(units.length)], molecules, rng);
  return parted === null || parted.kept.length === 0 ? null : assemble(structure, parted.kept, [], [], rng);
}

/** Put a unit in the place of another, what there is more of where most room is, at the same volume per atom. @returns null also where no unit of the first is in it */
export function exchangeUnits(structure: Structure, units: readonly BodyUnit[], molecules: readonly Molecule[], rng: Rng): Structure | null {
  const taken = units[rng.integer(units.length)];
  const others = units.filter((unit) => unit !== taken);
  const parted = partUnit(structure, taken, molecules, rng);
  if (parted === null || others.length === 0) return null;
  const places = parted.gone.map(({ center }) => center);
  return assemble(structure, parted.kept, others[rng.integer(others.length)], places, rng);
}

interface PartedBodies {
  readonly kept: readonly Body[];
  readonly gone: readonly Body[];
}

function partUnit(structure: Structure, unit: BodyUnit, molecules: readonly Molecule[], rng: Rng): PartedBodies | null {
  const bodies = groupBodies(structure, molecules);
  if (bodies === null) return null;
  const gone = new Set<Body>();
  for (const wanted of unit) {
    const alike = bodies.filter((body) => !gone.has(body) && kindOf(body) === kindOf(wanted));
    if (alike.length === 0) return null;
    gone.add(alike[rng.integer(alike.length)]);
  }
  return { kept: bodies.filter((body) => !gone.has(body)), gone: [...gone] };
}

/** The bodies that stay and those that come, the first of these at given places, in the cell of a crystal at its volume per atom. */
function assemble(structure: Structure, kept: readonly Body[], added: BodyUnit, places: readonly Vec3[], rng: Rng): Structure {
  const atoms = [...kept, ...added].reduce((sum, { atomicNumbers }) => sum + atomicNumbers.length, 0);
  const { lattice } = scaleToVolume(structure, (latticeVolume(structure.lattice) * atoms) / structure.atomicNumbers.length);
  const bodies = [...kept];
  for (const [k, body] of added.entries()) bodies.push(roomiestPose(body, places[k] ?? null, bodies, lattice, rng));
  return crystalOfBodies(lattice, bodies);
}

/** Of random places and turns those whose nearest pair of atoms with another body is farthest apart. @param place null for any */
function roomiestPose(body: LooseBody, place: Vec3 | null, others: readonly Body[], { vectors }: Lattice, rng: Rng): Body {
  const inverse = invertMat3(vectors);
  const sitesOf = ({ center, offsets }: Body): Vec3[] => offsets.map((offset) => addVec3(center, rowTimesMat3(offset, inverse)));
  const sites = others.flatMap(sitesOf);
  const poses = Array.from({ length: POSES }, (): Body => {
    const center: Vec3 = place ?? [rng.uniform(), rng.uniform(), rng.uniform()];
    const turn = randomRotation(rng);
    return { ...body, center, offsets: body.offsets.map((offset) => rowTimesMat3(offset, turn)) };
  });
  const rooms = poses.map((pose) => Math.min(...sitesOf(pose).flatMap((own) => sites.map((site) => periodicDistance(vectors, own, site)))));
  return poses[rooms.indexOf(Math.max(...rooms))];
}
