import { compositionFromCounts } from '@kessho/core/composition/create-composition';
import { volumePerAtom } from '@kessho/core/crystal/density';
import { createStructure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { KnownCrystal, KnownCrystals } from '@kessho/core/prediction/references/known-crystals';
import { instantiatePrototype } from '@kessho/core/prototypes/instantiate-prototype';
import type { PrototypeEntry, PrototypeLibrary } from '@kessho/core/prototypes/prototype-library';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified, type VerifiedFile } from '../read-verified.js';

/** Of the library and of the elements alike. */
const SNAPSHOT = { name: 'materials-project', snapshotDate: '2025-02' };
const ELEMENTS_DIRECTORY = fileURLToPath(new URL('../../reference/elements-1/', import.meta.url));

/** The crystals of the prototype library, and crystals of the elements that it has none of. @throws {ModelFileInvalidError} */
export function loadKnownCrystals(library: PrototypeLibrary, directory: string = ELEMENTS_DIRECTORY): KnownCrystals {
  const elements = loadElements(directory);
  return {
    ...SNAPSHOT,
    within: (atomicNumbers) => [
      ...library.entriesWithin(atomicNumbers).map(fromLibrary),
      ...elements.filter(({ composition }) => atomicNumbers.includes(composition.atomicNumbers[0] as number)),
    ],
  };
}

const fromLibrary = (entry: PrototypeEntry): KnownCrystal => ({
  sourceId: entry.sourceId,
  composition: compositionFromCounts(new Map(entry.elements.map((z, slot) => [z, entry.prototype.slotCounts[slot] as number]))),
  nsites: entry.prototype.nsites,
  volumePerAtom: entry.volumePerAtom,
  energyAboveHull: entry.energyAboveHull,
  isExperimental: entry.isExperimental,
  structure: () => instantiatePrototype(entry, entry.elements, entry.volumePerAtom),
});

/** As `training/reference/pack-elements.mjs` writes it. */
interface PackedElement {
  readonly id: string;
  readonly element: string;
  readonly energyAboveHull: number;
  readonly lattice: Mat3;
  readonly fracCoords: readonly Vec3[];
}

function loadElements(directory: string): KnownCrystal[] {
  const manifest = JSON.parse(readModelFile(`${directory}manifest.json`).toString('utf8')) as VerifiedFile;
  const packed = JSON.parse(gunzipSync(readVerified(directory, manifest)).toString('utf8')) as readonly PackedElement[];
  return packed.map(({ id, element, energyAboveHull, lattice, fracCoords }) => {
    const z = atomicNumberOf(element);
    if (z === null) throw new ModelFileInvalidError(`${directory}${manifest.file}: there is no element "${element}"`);
    const structure = createStructure(
      { vectors: lattice },
      fracCoords.map(() => z),
      fracCoords,
    );
    return {
      sourceId: id,
      composition: compositionFromCounts(new Map([[z, 1]])),
      nsites: fracCoords.length,
      volumePerAtom: volumePerAtom(structure),
      energyAboveHull,
      isExperimental: null,
      structure: () => structure,
    };
  });
}
