import { latticeVolume } from '@kessho/core/crystal/lattice';
import { instantiatePrototype } from '@kessho/core/prototypes/instantiate-prototype';
import type { PrototypeEntry } from '@kessho/core/prototypes/prototype-library';
import { predictVolumePerAtom, predictVolumePerAtomOfComposition } from '@kessho/core/prototypes/volume-model';
import { invertMat3, rowTimesMat3, type Mat3 } from '@kessho/core/numerics/mat3';
import { forkRng } from '@kessho/core/numerics/rng';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSymmetryEngineFromPackage } from '../runtime/load-symmetry-engine.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { decodePrototypeLibrary } from './decode-prototype-library.js';
import { loadPrototypeLibrary, SHIPPED_PROTOTYPES } from './load-prototype-library.js';
import { loadVolumeModel } from './load-volume-model.js';

/** Made by training/prototypes/golden.py: conventional cells of known crystals before quantization. */
interface Golden {
  readonly crystals: readonly {
    readonly id: string;
    readonly prototype: string;
    readonly volumePerAtom: number;
    readonly latticeVectors: Mat3;
    readonly atomicNumbers: readonly number[];
    readonly fracCoords: readonly Vec3[];
  }[];
}

const { library, manifest } = loadPrototypeLibrary();
const allEntries = function* (): Generator<PrototypeEntry> {
  for (let index = 0; index < manifest.entries; index++) yield library.entry(index);
};
const ownStructure = (entry: PrototypeEntry) => instantiatePrototype(entry, entry.elements, entry.volumePerAtom);

beforeAll(loadSymmetryEngineFromPackage);

describe('the shipped library', () => {
  test('offers the perovskites under their anonymous formula, slots by rising count', () => {
    const perovskite = library.prototypesOf([1, 1, 3]).find(({ label }) => label === 'A3BC_cP5_221_c_a_b');
    expect(perovskite).toMatchObject({ spaceGroup: 221, slotCounts: [1, 1, 3], formulaUnits: 1, nsites: 5 });
    const oxides = library.entriesOf(perovskite as NonNullable<typeof perovskite>).filter(({ elements }) => elements[2] === 8);
    expect(oxides.length).toBeGreaterThan(50);
    const bariumZirconate = oxides.find(({ sourceId }) => sourceId === 'mp-3834');
    expect(bariumZirconate).toMatchObject({ isExperimental: true });
    expect(Math.cbrt(5 * (bariumZirconate?.volumePerAtom ?? 0))).toBeCloseTo(4.2, 1); // a of BaZrO3, Å
  });

  test.each([[[1]], [[1, 1]], [[1, 2]], [[2, 3]], [[1, 2, 4]]])(
    'has prototypes for reduced counts %j whose entries agree with them',
    (slotCounts) => {
      const prototypes = library.prototypesOf(slotCounts);
      expect(prototypes.length).toBeGreaterThan(20);
      for (const prototype of prototypes) {
        expect(prototype.slotCounts).toEqual(slotCounts);
        for (const entry of library.entriesOf(prototype)) {
          expect(entry.elements).toHaveLength(slotCounts.length);
          expect(new Set(entry.elements).size).toBe(slotCounts.length);
          expect(entry.volumePerAtom).toBeGreaterThan(2);
          expect(entry.freeCoordinates.every((x) => x >= 0 && x < 1)).toBe(true);
          expect(library.entry(entry.index).sourceId).toBe(entry.sourceId);
        }
      }
    },
  );

  test('lets the most electropositive element come first where the label leaves the order open', () => {
    const rockSalt = library.prototypesOf([1, 1]).find(({ label }) => label === 'AB_cF8_225_a_b');
    const oxides = library.entriesOf(rockSalt as NonNullable<typeof rockSalt>).filter(({ elements }) => elements.includes(8));
    expect(oxides.length).toBeGreaterThan(20);
    expect(oxides.every(({ elements }) => elements[1] === 8)).toBe(true);
  });

  test('gives all crystals of a chemical system and no others', () => {
    const [na, cl] = [11, 17];
    const found = library.entriesWithin([cl, na]);
    const within = ({ elements }: { readonly elements: readonly number[] }): boolean => elements.every((z) => z === na || z === cl);
    expect(found.every(within)).toBe(true);
    const ids = found.map(({ sourceId }) => sourceId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const counts of [[1], [1, 1], [1, 2], [1, 3]]) {
      const known = library.prototypesOf(counts).flatMap((prototype) => library.entriesOf(prototype).filter(within));
      expect(ids).toEqual(expect.arrayContaining(known.map(({ sourceId }) => sourceId)));
    }
    expect(library.entriesWithin([na]).map(({ sourceId }) => sourceId)).toEqual(
      found.filter(({ elements }) => elements.join() === '11').map(({ sourceId }) => sourceId),
    );
  });

  test('knows no anonymous formula that it does not hold', () => expect(library.prototypesOf([1, 97])).toEqual([]));

  test('refuses places outside of it', () => expect(() => library.entry(manifest.entries)).toThrow(RangeError));
});

describe('a damaged library', () => {
  test('of other bytes is refused', () => expect(() => decodePrototypeLibrary(new Uint8Array(64))).toThrow(ModelFileInvalidError));
});

describe('instantiatePrototype', () => {
  test('rebuilds the crystals of the golden file', () => {
    const golden = JSON.parse(readFileSync(join(SHIPPED_PROTOTYPES, 'golden.json'), 'utf8')) as Golden;
    const byId = new Map([...allEntries()].map((entry) => [entry.sourceId, entry.index]));
    for (const crystal of golden.crystals) {
      const entry = library.entry(byId.get(crystal.id) as number);
      expect(entry.prototype.label).toBe(crystal.prototype);
      const structure = ownStructure(entry);
      expect(Math.abs(latticeVolume(structure.lattice) / structure.fracCoords.length / crystal.volumePerAtom - 1)).toBeLessThan(5e-3);
      expect(farthestFromGolden(structure, crystal)).toBeLessThan(GOLDEN_TOLERANCE);
    }
  });

  test('gives the composition, space group and label it promises, for 300 entries', () => {
    const rng = forkRng('prototype-library', 'entries');
    const offenders: string[] = [];
    for (let n = 0; n < 300; n++) {
      const entry = library.entry(rng.integer(manifest.entries));
      const structure = ownStructure(entry);
      const { prototype } = entry;
      prototype.slotCounts.forEach((count, slot) =>
        expect(structure.atomicNumbers.filter((z) => z === entry.elements[slot])).toHaveLength(count * prototype.formulaUnits),
      );
      const symmetry = findSymmetry(structure, 0.01);
      const label = prototypeLabel(structure, symmetry);
      if (label !== prototype.label) offenders.push(`${entry.sourceId}: ${prototype.label} came out as ${label}`);
    }
    expect(offenders).toEqual([]);
  });
});

describe('predictVolumePerAtom', () => {
  const volumes = loadVolumeModel();
  const rockSalt = library.prototypesOf([1, 1]).find(({ label }) => label === 'AB_cF8_225_a_b');
  const templateOf = (first: number, second: number): PrototypeEntry =>
    library
      .entriesOf(rockSalt as NonNullable<typeof rockSalt>)
      .find(({ elements }) => elements.includes(first) && elements.includes(second)) as PrototypeEntry;

  test('makes MgO of CaO with the lattice constant of MgO within 2 %', () => {
    const entry = templateOf(20, 8);
    const elements = entry.elements.map((z) => (z === 20 ? 12 : z));
    const structure = instantiatePrototype(
      entry,
      elements,
      predictVolumePerAtom(entry, { atomicNumbers: elements, counts: entry.prototype.slotCounts }, volumes),
    );
    expect(Math.abs(Math.cbrt(4 * latticeVolume(structure.lattice)) / 4.21 - 1)).toBeLessThan(0.02);
  });

  test('leaves the volume of a crystal alone when nothing is replaced', () => {
    const entry = templateOf(11, 17);
    expect(predictVolumePerAtom(entry, { atomicNumbers: entry.elements, counts: entry.prototype.slotCounts }, volumes)).toBeCloseTo(
      entry.volumePerAtom,
      10,
    );
  });

  test('guesses a volume without a template: NaCl has 22.4 Å³ per atom', () =>
    expect(Math.abs(predictVolumePerAtomOfComposition({ atomicNumbers: [11, 17], counts: [1, 1] }, volumes) / 22.4 - 1)).toBeLessThan(0.2));
});

/** Å: half a step of the coordinates in the longest cell of the file, and of the lengths. */
const GOLDEN_TOLERANCE = 0.03;

/** Largest distance (Å) of a rebuilt site from the nearest golden site of its element; the reduction changes the basis, not the Cartesian frame. */
function farthestFromGolden(
  structure: { readonly lattice: { readonly vectors: Mat3 }; readonly atomicNumbers: readonly number[]; readonly fracCoords: readonly Vec3[] },
  golden: Golden['crystals'][number],
): number {
  const toGolden = invertMat3(golden.latticeVectors);
  const distances = structure.fracCoords.map((position, site) => {
    const moved = rowTimesMat3(rowTimesMat3(position, structure.lattice.vectors), toGolden);
    const near = golden.fracCoords.map((other, k) => {
      if (golden.atomicNumbers[k] !== structure.atomicNumbers[site]) return Infinity;
      const difference = moved.map((x, i) => x - other[i] - Math.round(x - other[i])) as unknown as Vec3;
      return Math.hypot(...rowTimesMat3(difference, golden.latticeVectors));
    });
    return Math.min(...near);
  });
  return Math.max(...distances);
}
