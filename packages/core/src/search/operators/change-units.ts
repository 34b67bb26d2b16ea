import type { Composition } from '../../composition/composition.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { atOldDensity, roomiestPlace } from './change-composition.js';

/** Add a formula unit of an end member, each atom where most room is, at the same volume per atom. */
export const addUnit = (structure: Structure, endMembers: readonly Composition[], rng: Rng): Structure =>
  atOldDensity(withUnit(structure, endMembers[rng.integer(endMembers.length)], rng), structure);

/** Take a formula unit of an end member away, at the same volume per atom. @returns null where no unit is in it, or nothing would be left */
export function removeUnit(structure: Structure, endMembers: readonly Composition[], rng: Rng): Structure | null {
  const removed = withoutUnit(structure, endMembers[rng.integer(endMembers.length)], rng);
  return removed === null || removed.atomicNumbers.length === 0 ? null : atOldDensity(removed, structure);
}

/** Put a formula unit of one end member in the place of one of another. @returns null where no unit of the first is in it */
export function exchangeUnit(structure: Structure, endMembers: readonly Composition[], rng: Rng): Structure | null {
  const taken = endMembers[rng.integer(endMembers.length)];
  const others = endMembers.filter((end) => end !== taken);
  const removed = withoutUnit(structure, taken, rng);
  return removed === null ? null : atOldDensity(withUnit(removed, others[rng.integer(others.length)], rng), structure);
}

function withUnit({ lattice, atomicNumbers, fracCoords }: Structure, unit: Composition, rng: Rng): Structure {
  const added = unit.atomicNumbers.flatMap((z, k) => Array.from({ length: unit.counts[k] }, () => z));
  const sites = [...fracCoords];
  for (const _ of added) sites.push(roomiestPlace(lattice.vectors, sites, rng));
  return createStructure(lattice, [...atomicNumbers, ...added], sites);
}

function withoutUnit({ lattice, atomicNumbers, fracCoords }: Structure, unit: Composition, rng: Rng): Structure | null {
  const gone = new Set<number>();
  for (const [k, z] of unit.atomicNumbers.entries()) {
    const sites = atomicNumbers.flatMap((other, site) => (other === z ? [site] : []));
    if (sites.length < unit.counts[k]) return null;
    for (let count = 0; count < unit.counts[k]; count++) gone.add(sites.splice(rng.integer(sites.length), 1)[0]);
  }
  const kept = atomicNumbers.flatMap((_, site) => (gone.has(site) ? [] : [site]));
  return {
    lattice,
    atomicNumbers: kept.map((site) => atomicNumbers[site]),
    fracCoords: kept.map((site) => fracCoords[site]),
  };
}
