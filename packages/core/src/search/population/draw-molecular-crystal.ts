import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { createLattice } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { broadLatticeShapes } from '../../prediction/generation/symmetric/lattice-shape.js';
import { writePrimitiveVectors } from '../../prediction/generation/symmetric/random-cell.js';
import { SPACE_GROUPS } from '../../symmetry/assert-space-group.js';
import { centering } from '../../symmetry/centering.js';
import { unitBounds } from '../constraints/unit-bounds.js';
import { crystalOfBodies } from '../molecules/crystal-of-bodies.js';
import { bodyKinds, fillFormula } from '../molecules/fill-formula.js';
import { longestBonds } from '../molecules/molecule-bonds.js';
import type { SearchConstraints } from '../search-types.js';
import { drawOrbits, orientWithMemory } from './body-orbits.js';
import { placeBodies } from './place-bodies.js';

/** Draws of a space group; those that cannot hold the bodies cost next to nothing. */
const MOST_GROUPS = 400;
/** Cells tried, each a little larger than the one before. */
const CELLS = 12;
const GROWTH = 1.06;
/** Standard deviation of ln V around the expectation, as in the generator of symmetric crystals. */
const VOLUME_SPREAD = 0.1;

export interface MolecularRequest {
  /** Reduced. */
  readonly composition: Composition;
  readonly constraints: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms' | 'spaceGroups' | 'molecules'>;
  /** Expected, Å³. */
  readonly volumePerAtom: number;
}

/**
 * Random crystals of rigid molecules and the atoms beside them: the number of formula units is uniform, then the space group among those that hold them, each body on a
 * Wyckoff position whose site symmetry it has itself, turned accordingly (`orient-molecule.ts`), at random as far as that leaves a choice.
 * @returns a draw, which gives null where no group fits, or no place has room
 */
export function molecularDraws({ composition, constraints, volumePerAtom }: MolecularRequest): (rng: Rng) => Structure | null {
  const { molecules, spaceGroups } = constraints;
  const filled = fillFormula(composition, molecules);
  const atoms = (filled?.formulaUnits ?? 0) * atomCount(composition);
  const [least, most] = unitBounds(atoms, constraints);
  if (filled === null || most < least) return () => null;
  const groups = spaceGroups ?? SPACE_GROUPS;
  const kinds = bodyKinds(filled, molecules);
  const longest = longestBonds(molecules);
  const orientOn = orientWithMemory();
  return (rng) => {
    const times = least + rng.integer(most - least + 1);
    const all = kinds.map((kind) => ({ ...kind, count: kind.count * times }));
    for (let draw = 0; draw < MOST_GROUPS; draw++) {
      const group = groups[rng.integer(groups.length)];
      const orbits = drawOrbits(all, group, orientOn, rng);
      if (orbits === null) continue;
      const drawShape = broadLatticeShapes(group);
      const { primitiveMatrix } = centering(group);
      for (let cell = 0; cell < CELLS; cell++) {
        const volume = times * atoms * volumePerAtom * GROWTH ** cell * Math.exp(VOLUME_SPREAD * rng.normal());
        const flat = new Float64Array(9);
        if (!writePrimitiveVectors(drawShape(rng), volume, Float64Array.from(primitiveMatrix.flat()), flat)) continue;
        const vectors = rowsOf(flat);
        const bodies = placeBodies(orbits, { vectors, primitiveMatrix, longest }, rng);
        if (bodies !== null) return crystalOfBodies(createLattice(vectors), bodies);
      }
      return null;
    }
    return null;
  };
}

const rowsOf = (flat: Float64Array): Mat3 => [
  [flat[0], flat[1], flat[2]],
  [flat[3], flat[4], flat[5]],
  [flat[6], flat[7], flat[8]],
];
