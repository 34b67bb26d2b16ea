import { crystalSystemOf, type CrystalSystem } from './crystal-system.js';

export type CellParameterName = 'a' | 'b' | 'c' | 'alpha' | 'beta' | 'gamma';

/** What a crystal system leaves free in the conventional cell of the standard setting, and how the rest follows. */
export interface LatticeConstraints {
  readonly system: CrystalSystem;
  /** Parameters to choose, in the order a, b, c, α, β, γ. */
  readonly free: readonly CellParameterName[];
  /** Lengths that repeat a. */
  readonly equalToA: readonly ('b' | 'c')[];
  /** Angles with a fixed value, degrees. */
  readonly fixedAngles: { readonly [angle in 'alpha' | 'beta' | 'gamma']?: number };
}

const RIGHT_ANGLES = { alpha: 90, beta: 90, gamma: 90 };
const HEXAGONAL_AXES = { free: ['a', 'c'], equalToA: ['b'], fixedAngles: { alpha: 90, beta: 90, gamma: 120 } } as const;

const CONSTRAINTS: Readonly<Record<CrystalSystem, Omit<LatticeConstraints, 'system'>>> = {
  triclinic: { free: ['a', 'b', 'c', 'alpha', 'beta', 'gamma'], equalToA: [], fixedAngles: {} },
  monoclinic: { free: ['a', 'b', 'c', 'beta'], equalToA: [], fixedAngles: { alpha: 90, gamma: 90 } },
  orthorhombic: { free: ['a', 'b', 'c'], equalToA: [], fixedAngles: RIGHT_ANGLES },
  tetragonal: { free: ['a', 'c'], equalToA: ['b'], fixedAngles: RIGHT_ANGLES },
  trigonal: HEXAGONAL_AXES,
  hexagonal: HEXAGONAL_AXES,
  cubic: { free: ['a'], equalToA: ['b', 'c'], fixedAngles: RIGHT_ANGLES },
};

/**
 * Metric constraints of a space group, in its standard setting: unique axis b, and hexagonal axes also for rhombohedral lattices.
 * @throws {InvalidSpaceGroupError} outside of 1–230
 * @see International Tables A (2016), table 2.1.1.1
 */
export function latticeConstraints(spaceGroup: number): LatticeConstraints {
  const system = crystalSystemOf(spaceGroup);
  return { system, ...CONSTRAINTS[system] };
}
