import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createStructure } from '../../crystal/structure.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { forkRng } from '../../numerics/rng.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { releaseSymmetry } from './release-symmetry.js';
import { relaxStructures } from './relax-structures.js';

const model = createLennardJonesModel();
const rngOf = (index: number) => forkRng('release', index);
const OPTIONS = { fmax: 0.01, smaxGPa: 0.1 };

describe('releaseSymmetry', () => {
  it('lets simple cubic copper, a ridge of pair potentials, fall to close packing, and keeps close-packed copper as it is', async () => {
    const starts = [
      createStructure({ vectors: [[2.5, 0, 0], [0, 2.5, 0], [0, 0, 2.5]] }, [29], [[0, 0, 0]]),
      createStructure({ vectors: [[0, 1.8, 1.8], [1.8, 0, 1.8], [1.8, 1.8, 0]] }, [29], [[0, 0, 0]]),
    ];
    const kept = await relaxStructures(starts, { model }, OPTIONS);
    expect(findSymmetry(kept[0].structure).spaceGroup.number).toBe(221);
    const [cubic, packed] = await releaseSymmetry(kept, { model, rngOf }, OPTIONS);
    expect(cubic.released).toBe(true);
    expect(cubic.result.energyPerAtom).toBeLessThan(kept[0].energyPerAtom - 0.5);
    expect(packed.released).toBe(false);
    expect(packed.result).toBe(kept[1]);
    expect(await releaseSymmetry(kept, { model, rngOf }, OPTIONS)).toEqual([cubic, packed]);
  });
});
