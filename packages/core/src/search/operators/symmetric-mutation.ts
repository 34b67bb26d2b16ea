import type { Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { packSiteOperations, siteOperations, symmetrizeStructure } from '../../symmetry/site-operations.js';
import { createSymmetryProjection, projectMatrix, projectSiteRows } from '../../symmetry/symmetry-projection.js';
import { symmetryAt } from './symmetry-at.js';
import { displaceSites, strainCell } from './move-sites.js';
import { randomStrain } from './random-strain.js';

/** Å. */
const SYMPREC = 0.05;
/** The largest displacement of an atom, Å, drawn between these. */
const LEAST = 0.5;
const MOST = 2.5;
const STRAIN = 0.2;
/** Below this a projected displacement is rounding: symmetry leaves nothing free. */
const NOTHING = 1e-9;

/**
 * Move the crystal within the free parameters of its group: strain and displacements projected on what all operations leave alone, the displacements then brought
 * to a length of their own. @returns null for a crystal without symmetry, or whose symmetry fixes every site
 */
export function symmetricMutation(structure: Structure, rng: Rng): Structure | null {
  const symmetry = symmetryAt(structure, SYMPREC);
  if (symmetry === null || symmetry.operations.length < 2) return null;
  const operations = siteOperations(structure, symmetry.operations);
  const perfect = symmetrizeStructure(structure, operations);
  const projection = createSymmetryProjection(packSiteOperations(operations), Float64Array.from(perfect.lattice.vectors.flat()));
  const rows = projectSiteRows(
    projection,
    Float64Array.from({ length: 3 * perfect.atomicNumbers.length }, () => rng.normal()),
  );
  const longest = Math.max(...perfect.atomicNumbers.map((_, i) => Math.hypot(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2])));
  if (longest < NOTHING) return null;
  const length = LEAST + (MOST - LEAST) * rng.uniform();
  const s = projectMatrix(projection, Float64Array.from(randomStrain(STRAIN, rng).flat()));
  const strain: Mat3 = [
    [s[0], s[1], s[2]],
    [s[3], s[4], s[5]],
    [s[6], s[7], s[8]],
  ];
  return strainCell(
    displaceSites(
      perfect,
      rows.map((x) => (x * length) / longest),
    ),
    strain,
  );
}
