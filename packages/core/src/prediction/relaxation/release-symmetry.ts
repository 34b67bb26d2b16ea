/**
 * Let relaxed structures leave their symmetry where that lowers the enthalpy.
 *
 * A relaxation that keeps the symmetry can end on a ridge, where every force that symmetry allows is zero. A small random push off the ridge and a free
 * relaxation from there find the way down if there is one; where the gain is below what a potential can tell, the symmetric structure stays.
 */
import { createStructure } from '../../crystal/structure.js';
import type { Structure } from '../../crystal/structure.js';
import type { EnergyModel } from '../../energy/energy-model.js';
import { invertMat3, multiplyMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { addVec3 } from '../../numerics/vec3.js';
import type { RelaxationResult, StageControl } from '../stage-types.js';
import type { RelaxationOptions } from './relaxation-options.js';
import { relaxStructures } from './relax-structures.js';

/** Standard deviation of the push of each coordinate, Å, and of each component of the strain. */
const PUSH = 0.04;
const STRAIN = 0.005;
/** eV/atom; smaller gains are not worth a symmetry. */
const MINIMAL_GAIN_PER_ATOM = 1e-3;

export interface SymmetryRelease {
  /** The lower one of the two, in the order of the input. */
  readonly result: RelaxationResult;
  /** Did the structure leave its symmetry? */
  readonly released: boolean;
}

/**
 * @param options of the free relaxation; `symmetry` is ignored
 * @param rngOf the stream of random numbers that belongs to the structure at this place of the list
 * @throws {RelaxationAbortedError} as `relaxStructures`
 */
export async function releaseSymmetry(
  relaxed: readonly RelaxationResult[],
  { model, rngOf }: { readonly model: EnergyModel; readonly rngOf: (index: number) => Rng },
  options: Partial<RelaxationOptions> = {},
  control: StageControl = { signal: null, onProgress: null },
): Promise<SymmetryRelease[]> {
  const pushed = relaxed.map(({ structure }, index) => push(structure, rngOf(index)));
  const free = await relaxStructures(pushed, { model }, { ...options, symmetry: 'free' }, control);
  return relaxed.map((kept, index) => {
    const sound = free[index].stopReason === 'converged' || free[index].stopReason === 'step-limit';
    const released = sound && free[index].enthalpyPerAtom < kept.enthalpyPerAtom - MINIMAL_GAIN_PER_ATOM;
    return { result: released ? free[index] : kept, released };
  });
}

function push({ lattice, atomicNumbers, fracCoords }: Structure, rng: Rng): Structure {
  const strain = (): number => STRAIN * rng.normal();
  const [xx, yy, zz, yz, xz, xy] = [strain(), strain(), strain(), strain(), strain(), strain()];
  const vectors = multiplyMat3(lattice.vectors, [
    [1 + xx, xy, xz],
    [xy, 1 + yy, yz],
    [xz, yz, 1 + zz],
  ]);
  const inverse = invertMat3(vectors);
  const shift = (): Vec3 => rowTimesMat3([PUSH * rng.normal(), PUSH * rng.normal(), PUSH * rng.normal()], inverse);
  return createStructure({ vectors }, atomicNumbers, fracCoords.map((position) => addVec3(position, shift())));
}
