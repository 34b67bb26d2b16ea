import fc from 'fast-check';
import { expect, test } from 'vitest';
import '../load-symmetry.js';
import { CoreError } from '../../src/errors.js';
import { readStructures } from '../../src/formats/read-structures.js';
import { STRUCTURE_FORMATS } from '../../src/formats/structure-format.js';
import { unlabeled } from '../../src/formats/labeled-crystal.js';
import type { StructureFormat } from '../../src/formats/structure-format.js';
import { writeCrystals } from '../../src/formats/write-structure.js';
import type { Structure } from '../../src/crystal/structure.js';
import { standardOrientation } from '../../src/crystal/standard-orientation.js';
import { difference, ROUND_TRIP, stored } from '../golden/formats/same-structure.js';
import { structureArbitrary } from './arbitraries.js';

const written = (structure: Structure, format: StructureFormat): string => writeCrystals([{ ...unlabeled(structure), energy: -1.5 }], format);

test.each(STRUCTURE_FORMATS)('%s: any structure is written and reads back within 1e-6 Å', (format) => {
  fc.assert(
    fc.property(structureArbitrary, (structure) => {
      const back = readStructures(written(structure, format), format);
      expect(back).toHaveLength(1);
      expect(difference(stored(back[0]), stored(standardOrientation(structure)), ROUND_TRIP)).toBeNull();
    }),
  );
});

test.each(STRUCTURE_FORMATS)('%s: a damaged file is read or refused with an error of ours, never anything else', (format) => {
  const junk = fc.constantFrom('', ' ', '\n', '"', "'", ';', '{', ']', '-', 'NaN', '1e999', 'loop_', '_', '0', 'Xx', '\u0000', '😀');
  fc.assert(
    fc.property(structureArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), junk, (structure, where, length, insertion) => {
      const text = written(structure, format);
      const at = Math.floor(where * text.length);
      try {
        readStructures(text.slice(0, at) + insertion + text.slice(at + length), format);
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
      }
    }),
    { numRuns: 200 },
  );
});
