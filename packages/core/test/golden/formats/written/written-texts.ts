import type { LabeledCrystal } from '../../../../src/formats/labeled-crystal.js';
import { STRUCTURE_FORMATS } from '../../../../src/formats/structure-format.js';
import { writeVaspInput } from '../../../../src/formats/vasp-input/write-vasp-input.js';
import { writeCrystals } from '../../../../src/formats/write-structure.js';
import { findSymmetry } from '../../../../src/symmetry/find-symmetry.js';
import { crystals } from '../crystals.js';

/** A crystal with made-up labels: what they are does not matter, that they arrive does. */
function labeled({ name, structure }: (typeof crystals)[number]): LabeledCrystal {
  const count = structure.atomicNumbers.length;
  return {
    structure,
    id: name,
    energy: -1.25 * count,
    energyScheme: 'made up 1',
    forces: structure.atomicNumbers.map((_, site) => [0.125 * site, -0.5, 0.25]),
    stress: [[0.5, 0.0625, 0.25], [0.0625, -0.25, 0.125], [0.25, 0.125, 1]], // prettier-ignore
    extra: new Map([['step', String(count)]]),
  };
}

/** What is written of each golden crystal in each format: `cif` in P 1, `symmetrized cif` in its own group, files of VASP one by one. */
export function writtenTexts(): { readonly name: string; readonly format: string; readonly text: string }[] {
  // The crystals whose species had oxidation states are the same ones again.
  return crystals
    .filter(({ name }) => !name.includes('oxidation'))
    .flatMap((crystal) => {
      const one = labeled(crystal);
      const texts: (readonly [format: string, text: string])[] = STRUCTURE_FORMATS.map((format) => [format, writeCrystals([one], format)]);
      texts.push(['symmetrized cif', writeCrystals([one], 'cif', { symmetryOf: findSymmetry })]);
      texts.push(...Object.entries(writeVaspInput(one.structure)));
      return texts.map(([format, text]) => ({ name: crystal.name, format, text }));
    });
}
