import { compositionFromSites } from '../../composition/create-composition.js';
import { formulaUnitsOf, reduceComposition } from '../../composition/reduce-composition.js';
import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { rowTimesMat3 } from '../../numerics/mat3.js';
import { addVec3, scaleVec3, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import type { Molecule } from '../search-types.js';
import type { Body } from './body.js';
import { fillFormula } from './fill-formula.js';
import { bondsOfMolecule, fingerprintOf, longestBonds, pairKey } from './molecule-bonds.js';

/**
 * The bodies of a crystal whose molecules are all there: as often as its composition holds them.
 * @returns null where something hangs together that is none of the molecules, or one of them is not there as often as the composition holds it
 */
export function findBodies(structure: Structure, molecules: readonly Molecule[]): Body[] | null {
  const bodies = groupBodies(structure, molecules);
  if (bodies === null) return null;
  const composition = compositionFromSites(structure.atomicNumbers);
  const filled = fillFormula(reduceComposition(composition), molecules);
  const times = filled === null ? NaN : formulaUnitsOf(composition) / filled.formulaUnits;
  const areAll = filled?.molecules.every((count, k) => bodies.filter(({ molecule }) => molecule === k).length === times * count);
  return areAll === true ? bodies : null;
}

/**
 * The molecules of a crystal and its other atoms, by bonds: of each pair of elements that is bonded in a molecule all up to 1.25 of the longest such bond. A molecule is
 * whole where what hangs together has its atoms and its bonds, as many of each kind.
 * @returns null where something hangs together that is none of the molecules
 */
export function groupBodies(structure: Structure, molecules: readonly Molecule[]): Body[] | null {
  const { atomicNumbers, fracCoords, lattice } = structure;
  const longest = longestBonds(molecules);
  const list = buildNeighborList(packStructures([structure]), Math.max(...longest.values()));
  const bonds = atomicNumbers.map((): { readonly to: number; readonly image: Vec3 }[] => []);
  for (let edge = 0; edge < list.edgeCount; edge++) {
    const [from, to] = [list.centers[edge], list.neighbors[edge]];
    if (list.distances[edge] > (longest.get(pairKey(atomicNumbers[from], atomicNumbers[to])) ?? 0)) continue;
    bonds[from].push({ to, image: [list.images[3 * edge], list.images[3 * edge + 1], list.images[3 * edge + 2]] });
  }
  const kinds = new Map(molecules.map((molecule, k) => [fingerprintOf(molecule.atomicNumbers, bondsOfMolecule(molecule)), k]));
  const bodies: Body[] = [];
  const images = new Map<number, Vec3>();
  for (const [start] of atomicNumbers.entries()) {
    if (images.has(start)) continue;
    images.set(start, [0, 0, 0]);
    const sites = [start];
    // the list grows as it is gone through
    for (const from of sites) {
      for (const { to, image } of bonds[from]) {
        const reached = addVec3(images.get(from) as Vec3, image);
        const known = images.get(to);
        if (known === undefined) sites.push(to);
        // a chain that meets its own image ends nowhere
        else if (known.some((x, axis) => x !== reached[axis])) return null;
        images.set(to, known ?? reached);
      }
    }
    const own = sites.map((site) => atomicNumbers[site]);
    const joined = sites.flatMap((from) =>
      bonds[from].flatMap(({ to }) => (to < from ? [{ from: sites.indexOf(from), to: sites.indexOf(to) }] : [])),
    );
    const molecule = kinds.get(fingerprintOf(own, joined)) ?? null;
    if (sites.length > 1 && molecule === null) return null;
    const places = sites.map((site) => addVec3(fracCoords[site], images.get(site) as Vec3));
    const center = scaleVec3(places.reduce(addVec3), 1 / places.length);
    const offsets = places.map((place) => rowTimesMat3(subtractVec3(place, center), lattice.vectors));
    bodies.push({ molecule, atomicNumbers: own, center, offsets });
  }
  return bodies;
}
