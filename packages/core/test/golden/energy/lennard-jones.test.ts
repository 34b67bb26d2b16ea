import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { StructureBatch } from '../../../src/crystal/structure-batch.js';
import { createLennardJonesModel } from '../../../src/energy/lennard-jones.js';

interface Point {
  readonly name: string;
  readonly structure: { readonly numbers: readonly number[]; readonly lattice: readonly number[][]; readonly fracCoords: readonly number[][] };
  readonly energy: number;
  readonly forces: readonly number[][];
  readonly stress: readonly number[][];
}

const { points } = JSON.parse(readFileSync(new URL('lennard-jones.json', import.meta.url), 'utf8')) as { readonly points: readonly Point[] };

describe('Lennard-Jones written anew in numpy over the neighbor list of ASE', () => {
  it.each(points)('$name', async ({ structure: { numbers, lattice, fracCoords }, energy, forces, stress }) => {
    const batch: StructureBatch = {
      structureOffsets: Int32Array.of(0, numbers.length),
      atomicNumbers: Int32Array.from(numbers),
      fracCoords: Float64Array.from(fracCoords.flat()),
      lattices: Float64Array.from(lattice.flat()),
    };
    const result = await createLennardJonesModel().evaluate(batch);
    expect(result.energies[0]).toBeCloseTo(energy, 10);
    forces.flat().forEach((f, k) => expect(result.forces[k]).toBeCloseTo(f, 9));
    stress.flat().forEach((s, k) => expect(result.stresses[k]).toBeCloseTo(s, 10));
  });
});
