import { gunzipSync } from 'node:zlib';
import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import type { EnergyModelManifest } from '../manifest.js';
import { ModelPackError } from './model-pack-error.js';

/** What the original said of one structure. */
interface GoldenStructure {
  readonly name: string;
  readonly structure: Structure;
  readonly energyPerAtom: number;
  /** (3 nsites), eV/Å. */
  readonly forces: readonly number[];
  /** (9), eV/Å³. */
  readonly stress: readonly number[];
}

/** Greatest differences from the golden values. */
export interface GoldenDeviations {
  readonly structures: number;
  /** eV/atom. */
  readonly energyPerAtom: number;
  /** eV/Å. */
  readonly force: number;
  readonly stressGPa: number;
}

const GPA_PER_EV_PER_CUBIC_ANGSTROM = 160.2176634;
/** Of numbers and structures: fewer prove little. */
const LEAST_STRUCTURES = 3;
/** Looser tolerances than these are none: a potential's numbers would not be those of its authors. */
const LARGEST_TOLERANCES = { energyPerAtom: 1e-3, force: 1e-2, stressGPa: 0.1 };

/**
 * Evaluate golden structures and compare.
 * @param golden gzip of `{ structures: [{ name, lattice (9, rows), atomicNumbers, fracCoords, energyPerAtom, forces, stress }] }`
 * @throws {ModelPackError} `ModelPackDamaged` for golden values that cannot be read, `ModelPackInaccurate` for a model that is off by more than its tolerances
 */
export async function checkGolden(model: EnergyModel, { id, tolerances }: EnergyModelManifest, golden: Uint8Array): Promise<GoldenDeviations> {
  const structures = readGolden(golden);
  const quantities = ['energyPerAtom', 'force', 'stressGPa'] as const;
  const loose = quantities.find((quantity) => !(tolerances[quantity] <= LARGEST_TOLERANCES[quantity]));
  if (loose !== undefined) throw new ModelPackError('ModelPackInaccurate', `${id.name} ${id.version} allows itself tolerances.${loose} of ${tolerances[loose]}; at most ${LARGEST_TOLERANCES[loose]} is a check`);
  let most = { energyPerAtom: 0, force: 0, stressGPa: 0 };
  for (const expected of structures) {
    const { energies, forces, stresses } = await model.evaluate(packStructures([expected.structure]));
    const found = {
      energyPerAtom: Math.abs((energies[0] as number) / expected.structure.atomicNumbers.length - expected.energyPerAtom),
      force: largestDifference(forces, expected.forces),
      stressGPa: largestDifference(stresses, expected.stress) * GPA_PER_EV_PER_CUBIC_ANGSTROM,
    };
    const off = quantities.find((quantity) => !(found[quantity] <= tolerances[quantity]));
    if (off !== undefined) throw new ModelPackError('ModelPackInaccurate', `${id.name} ${id.version} on "${expected.name}": ${off} is off by ${found[off]}, its tolerance is ${tolerances[off]}`);
    most = { energyPerAtom: Math.max(most.energyPerAtom, found.energyPerAtom), force: Math.max(most.force, found.force), stressGPa: Math.max(most.stressGPa, found.stressGPa) };
  }
  return { structures: structures.length, ...most };
}

const largestDifference = (found: Float64Array, expected: readonly number[]): number =>
  expected.length === found.length ? expected.reduce((most, x, k) => Math.max(most, Math.abs(x - (found[k] as number))), 0) : Infinity;

function readGolden(golden: Uint8Array): GoldenStructure[] {
  try {
    const { structures } = JSON.parse(gunzipSync(golden).toString()) as { readonly structures: readonly (Omit<GoldenStructure, 'structure'> & FlatStructure)[] };
    if (structures.length < LEAST_STRUCTURES) throw new RangeError(`${structures.length} structures; at least ${LEAST_STRUCTURES} are a check`);
    return structures.map((entry) => ({ ...entry, structure: structureOf(entry) }));
  } catch (cause) {
    throw new ModelPackError('ModelPackDamaged', `The golden values of the pack cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

interface FlatStructure {
  /** (9), rows, Å. */
  readonly lattice: readonly number[];
  readonly atomicNumbers: readonly number[];
  /** (3 nsites). */
  readonly fracCoords: readonly number[];
}

function structureOf({ lattice, atomicNumbers, fracCoords }: FlatStructure): Structure {
  const row = (flat: readonly number[], k: number) => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]] as [number, number, number];
  return createStructure({ vectors: [row(lattice, 0), row(lattice, 1), row(lattice, 2)] }, atomicNumbers, atomicNumbers.map((_, k) => row(fracCoords, k)));
}
