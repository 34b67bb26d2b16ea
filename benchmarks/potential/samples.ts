import { join } from 'node:path';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { crystalOfSize, readGoldenCrystals, type GoldenCrystal } from '../golden-crystals.js';

const SIZES = [2, 4, 6, 8, 10, 14, 20, 28, 36] as const;

/** One golden crystal of each size, and supercells of fifty and a hundred atoms. @param directory of the potential */
export function readSamples(directory: string): GoldenCrystal[] {
  const crystals = readGoldenCrystals(join(directory, 'golden.json.gz'));
  const samples = SIZES.map((size) => crystalOfSize(crystals, size));
  const ten = samples[SIZES.indexOf(10)];
  const repeated = (times: Vec3): GoldenCrystal => ({
    name: `${ten.name}, ${times.join(' × ')} cells`,
    structure: makeSupercell(ten.structure, [
      [times[0], 0, 0],
      [0, times[1], 0],
      [0, 0, times[2]],
    ]),
  });
  return [...samples, repeated([5, 1, 1]), repeated([5, 2, 1])];
}
