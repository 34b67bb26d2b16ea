import { latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { displaceSites, scaleToVolume, strainCell } from './move-sites.js';
import { randomStrain } from './random-strain.js';

const DEVIATION = 0.35;
/** Å; takes the symmetry away that a strain alone may leave. */
const DISPLACEMENT = 0.1;

/** Strain the cell at its volume, with small displacements. */
export function strain(structure: Structure, rng: Rng): Structure {
  const strained = scaleToVolume(strainCell(structure, randomStrain(DEVIATION, rng)), latticeVolume(structure.lattice));
  return displaceSites(
    strained,
    Float64Array.from({ length: 3 * structure.atomicNumbers.length }, () => DISPLACEMENT * rng.normal()),
  );
}
