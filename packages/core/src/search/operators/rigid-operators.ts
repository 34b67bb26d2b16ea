import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { formulaUnitsOf, reduceComposition } from '../../composition/reduce-composition.js';
import { createLattice, latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { invertMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, type Vec3 } from '../../numerics/vec3.js';
import { nearestMixture } from '../constraints/end-members.js';
import { crystalOfBodies } from '../molecules/crystal-of-bodies.js';
import { kindOf, type Body } from '../molecules/body.js';
import { bodyKinds, fillFormula } from '../molecules/fill-formula.js';
import { findBodies, groupBodies } from '../molecules/find-bodies.js';
import { rotationAbout, turnBetween } from '../molecules/rotation.js';
import type { Molecule } from '../search-types.js';
import { cutOf, repairCounts, shiftSites, type Site } from './heredity.js';
import { matchCells, meanCell } from './match-cells.js';
import { scaleToVolume, strainCell } from './move-sites.js';
import { randomStrain } from './random-strain.js';

/** Operators on crystals of molecules: these move and turn whole. All return null where a parent is no crystal of whole molecules. */

/** Standard deviation of a coordinate of a center, Å, and of the angle of a turn, drawn between these. */
const SHIFT: readonly [number, number] = [0.2, 0.8];
const TURN_RAD: readonly [number, number] = [0.2, 1];
const STRAIN = 0.25;

/** Shift all bodies and turn those that have a direction. @param shift standard deviation of a coordinate, Å; null draws one */
export function rattleBodies(structure: Structure, molecules: readonly Molecule[], rng: Rng, shift: number | null = null): Structure | null {
  const bodies = findBodies(structure, molecules);
  if (bodies === null) return null;
  const inverse = invertMat3(structure.lattice.vectors);
  const between = ([least, most]: readonly [number, number]): number => least + (most - least) * rng.uniform();
  const [deviation, angleRad] = [shift ?? between(SHIFT), between(TURN_RAD)];
  const moved = bodies.map((body): Body => {
    const step: Vec3 = [deviation * rng.normal(), deviation * rng.normal(), deviation * rng.normal()];
    const turn = rotationAbout([rng.normal(), rng.normal(), rng.normal()], angleRad * rng.normal());
    return {
      ...body,
      center: addVec3(body.center, rowTimesMat3(step, inverse)),
      offsets: body.offsets.map((offset) => rowTimesMat3(offset, turn)),
    };
  });
  return crystalOfBodies(structure.lattice, moved);
}

/** Strain the cell at its volume; centers keep their fractional coordinates, molecules their shape. */
export function strainBodies(structure: Structure, molecules: readonly Molecule[], rng: Rng): Structure | null {
  const bodies = findBodies(structure, molecules);
  if (bodies === null) return null;
  const strained = scaleToVolume(strainCell(structure, randomStrain(STRAIN, rng)), latticeVolume(structure.lattice));
  return crystalOfBodies(strained.lattice, bodies);
}

/** Exchange the places of two unlike bodies. @returns null also where all are alike */
export function exchangeBodies(structure: Structure, molecules: readonly Molecule[], rng: Rng): Structure | null {
  const bodies = findBodies(structure, molecules);
  if (bodies === null) return null;
  const one = rng.integer(bodies.length);
  const unlike = bodies.flatMap((body, k) => (kindOf(body) === kindOf(bodies[one]) ? [] : [k]));
  if (unlike.length === 0) return null;
  const other = unlike[rng.integer(unlike.length)];
  const centers = new Map([
    [one, bodies[other].center],
    [other, bodies[one].center],
  ]);
  return crystalOfBodies(
    structure.lattice,
    bodies.map((body, k) => ({ ...body, center: centers.get(k) ?? body.center })),
  );
}

interface BodySite extends Site {
  readonly body: Body;
}

/**
 * Cut and splice as `heredity.ts`, by the centers of bodies; those of each parent turn with its cell. With `keepsComposition` the child gets the bodies of the first
 * parent, else those that fill the composition which came about, or the mixture of end members nearest to it.
 * @returns null also where no whole molecules fill it
 */
export function spliceBodies(
  [a, b]: readonly [Structure, Structure],
  molecules: readonly Molecule[],
  keepsComposition: boolean,
  rng: Rng,
  endMembers: readonly Composition[] = [],
): Structure | null {
  const [first, second] = matchCells(a, b);
  const bodiesIn = keepsComposition ? findBodies : groupBodies;
  const [bodies, others] = [bodiesIn(first, molecules), bodiesIn(second, molecules)];
  if (bodies === null || others === null) return null;
  const axis = rng.integer(3);
  const cut = cutOf(rng);
  const volumePerAtom = cut * volumePerAtomOf(first) + (1 - cut) * volumePerAtomOf(second);
  const shape = createLattice(meanCell(first, second, 1 - cut));
  const sitesOf = (parent: Structure, all: readonly Body[]): BodySite[] => {
    const turn = turnBetween(parent.lattice.vectors, shape.vectors);
    const turned = all.map((body) => ({ ...body, offsets: body.offsets.map((offset) => rowTimesMat3(offset, turn)) }));
    return shiftSites(
      turned.map((body) => ({ z: kindOf(body), at: body.center, body })),
      rng,
    );
  };
  const [ofFirst, ofSecond] = [sitesOf(first, bodies), sitesOf(second, others)];
  const below = ({ at }: Site): boolean => at[axis] < cut;
  const spliced = [...ofFirst.filter(below), ...ofSecond.filter((site) => !below(site))];
  const spare = [...ofFirst.filter((site) => !below(site)), ...ofSecond.filter(below)];
  const target = keepsComposition ? countsOf(ofFirst) : countsFilling(spliced, molecules, endMembers);
  const sites = target === null ? null : repairCounts(spliced, spare, target, shape.vectors);
  if (sites === null) return null;
  const placed = sites.map(({ at, body }) => ({ ...body, center: at }));
  const atoms = placed.reduce((sum, { atomicNumbers }) => sum + atomicNumbers.length, 0);
  return crystalOfBodies(scaleToVolume({ ...first, lattice: shape }, volumePerAtom * atoms).lattice, placed);
}

function countsOf(sites: readonly BodySite[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { z } of sites) counts.set(z, (counts.get(z) ?? 0) + 1);
  return counts;
}

/** Bodies that fill the composition of these, or the mixture of end members nearest to it; 0 of kinds that do not. */
function countsFilling(sites: readonly BodySite[], molecules: readonly Molecule[], endMembers: readonly Composition[]): Map<number, number> | null {
  const own = compositionFromSites(sites.flatMap(({ body }) => body.atomicNumbers));
  const wanted = endMembers.length > 0 ? nearestMixture(own, endMembers) : own;
  const filled = wanted === null || wanted.counts.length === 0 ? null : fillFormula(reduceComposition(wanted), molecules);
  if (wanted === null || filled === null) return null;
  const times = formulaUnitsOf(wanted) / filled.formulaUnits;
  if (!Number.isInteger(times)) return null;
  const filling = bodyKinds(filled, molecules).map((kind) => [kindOf(kind), times * kind.count] as const);
  return new Map([...[...countsOf(sites).keys()].map((kind) => [kind, 0] as const), ...filling]);
}

const volumePerAtomOf = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;
