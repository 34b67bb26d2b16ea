import { latticeVolume } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { scaleToVolume } from './move-sites.js';
import { periodicDistance } from './periodic-distance.js';

/** Chance of one more atom. */
const ANOTHER = 0.4;
/** Places tried for a new atom; it goes where most room is. */
const PLACES = 60;

/** Turn atoms into others of the system. @param elements atomic numbers @returns null in a system of one element */
export function transmutation(structure: Structure, elements: readonly number[], rng: Rng): Structure | null {
  if (elements.length < 2) return null;
  const atomicNumbers = [...structure.atomicNumbers];
  do {
    const i = rng.integer(atomicNumbers.length);
    const others = elements.filter((z) => z !== atomicNumbers[i]);
    atomicNumbers[i] = others[rng.integer(others.length)];
  } while (rng.uniform() < ANOTHER);
  return { ...structure, atomicNumbers };
}

/** Add atoms of the system where most room is, at the same volume per atom. */
export function addition(structure: Structure, elements: readonly number[], rng: Rng): Structure {
  const { lattice } = structure;
  const atomicNumbers = [...structure.atomicNumbers];
  const fracCoords = [...structure.fracCoords];
  do {
    fracCoords.push(roomiestPlace(lattice.vectors, fracCoords, rng));
    atomicNumbers.push(elements[rng.integer(elements.length)]);
  } while (rng.uniform() < ANOTHER);
  return atOldDensity(createStructure(lattice, atomicNumbers, fracCoords), structure);
}

/** Take atoms away, at the same volume per atom. @returns null where nothing would be left */
export function removal(structure: Structure, rng: Rng): Structure | null {
  const atomicNumbers = [...structure.atomicNumbers];
  const fracCoords = [...structure.fracCoords];
  do {
    const site = rng.integer(atomicNumbers.length);
    atomicNumbers.splice(site, 1);
    fracCoords.splice(site, 1);
  } while (atomicNumbers.length > 1 && rng.uniform() < ANOTHER);
  return atomicNumbers.length === 0 ? null : atOldDensity(createStructure(structure.lattice, atomicNumbers, fracCoords), structure);
}

/** Of places drawn at random that which is farthest from all sites; anywhere in an empty cell. */
export function roomiestPlace(vectors: Mat3, sites: readonly Vec3[], rng: Rng): Vec3 {
  const places = Array.from({ length: PLACES }, (): Vec3 => [rng.uniform(), rng.uniform(), rng.uniform()]);
  const rooms = places.map((place) => Math.min(...sites.map((site) => periodicDistance(vectors, place, site))));
  return places[rooms.indexOf(Math.max(...rooms))];
}

/** At the volume per atom that the crystal had before. */
export const atOldDensity = (changed: Structure, { lattice, atomicNumbers }: Structure): Structure =>
  scaleToVolume(changed, (latticeVolume(lattice) * changed.atomicNumbers.length) / atomicNumbers.length);
