import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Structure } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';

export interface GoldenCrystal {
  readonly name: string;
  readonly structure: Structure;
}

interface GoldenStructure {
  readonly name: string;
  readonly lattice: readonly number[];
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly number[];
}

/** Reference crystals of the golden values of a potential, without what was distorted or built by hand. */
export function readGoldenCrystals(path: string): GoldenCrystal[] {
  const golden = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { readonly structures: readonly GoldenStructure[] };
  return golden.structures.flatMap(({ name, lattice, atomicNumbers, fracCoords }): GoldenCrystal[] => {
    const [a, b, c] = rows(lattice) as [Vec3, Vec3, Vec3];
    return /^mp-\d+$/.test(name) ? [{ name, structure: { lattice: { vectors: [a, b, c] }, atomicNumbers, fracCoords: rows(fracCoords) } }] : [];
  });
}

const rows = (flat: readonly number[]): Vec3[] => Array.from({ length: flat.length / 3 }, (_, k) => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]] as Vec3);

/** The first crystal of so many sites. @throws {Error} where there is none */
export function crystalOfSize(crystals: readonly GoldenCrystal[], size: number): GoldenCrystal {
  const crystal = crystals.find(({ structure }) => structure.atomicNumbers.length === size);
  if (crystal === undefined) throw new Error(`No golden crystal has ${size} atoms`);
  return crystal;
}
