import { compositionFromSites } from '../composition/create-composition.js';
import { reducedFormula } from '../composition/written-formula.js';
import type { Structure } from '../crystal/structure.js';
import type { SymmetryDataset } from '../symmetry/find-symmetry.js';
import { writeAseJson } from './ase-json/write-ase-json.js';
import { writeCif, writeSymmetrizedCif } from './cif/write-cif.js';
import { writeExtxyz } from './extxyz/write-extxyz.js';
import { type LabeledCrystal, unlabeled } from './labeled-crystal.js';
import { writeOptimadeJson, writeOptimadeLines } from './optimade/write-optimade.js';
import { writePoscar } from './poscar/write-poscar.js';
import { writeComputedStructureEntry, writePymatgenStructure } from './pymatgen-json/write-pymatgen-json.js';
import { TooManyStructuresError } from './format-errors.js';
import { DEFAULT_PW_OPTIONS, type PwOptions } from './quantum-espresso/pw-options.js';
import { writePwInput } from './quantum-espresso/write-pw-input.js';
import type { StructureFormat } from './structure-format.js';

/**
 * Write one crystal of which nothing else is known. The same structure always gives the same text.
 * @param symmetry `findSymmetry(structure)` for a CIF of the symmetrized conventional cell; null for the cell as it is, in P 1. Only CIF heeds it.
 * @throws {EnergyMissingError} for a format that needs an energy
 */
export const writeStructure = (structure: Structure, format: StructureFormat, symmetry: SymmetryDataset | null = null): string =>
  writeCrystals([unlabeled(structure)], format, { symmetryOf: () => symmetry });

export interface WritingOptions {
  /** Symmetry of a crystal for a CIF of its symmetrized conventional cell; null for the cell as it is. */
  readonly symmetryOf: (structure: Structure) => SymmetryDataset | null;
  /** For `qe-input`. */
  readonly pw: PwOptions;
}

/**
 * Write crystals as one text, in their order.
 * @default options.symmetryOf none; options.pw `DEFAULT_PW_OPTIONS`
 * @throws {TooManyStructuresError} for several crystals in a format that holds one; {EnergyMissingError} for a format that needs an energy
 */
export function writeCrystals(crystals: readonly LabeledCrystal[], format: StructureFormat, options: Partial<WritingOptions> = {}): string {
  const { symmetryOf = () => null, pw = DEFAULT_PW_OPTIONS } = options;
  switch (format) {
    case 'cif':
      return writeCifBlocks(
        crystals.map(({ structure }) => structure),
        symmetryOf,
      );
    case 'poscar':
      return writePoscar(onlyOne(crystals, format).structure);
    case 'extxyz':
      return writeExtxyz(crystals.map(withNames));
    case 'pymatgen-json':
      return oneOrList(crystals.map(({ structure }) => writePymatgenStructure(structure)));
    case 'computed-structure-entry':
      return oneOrList(crystals.map(writeComputedStructureEntry));
    case 'optimade-json':
      return writeOptimadeJson(crystals);
    case 'optimade-jsonl':
      return writeOptimadeLines(crystals);
    case 'ase-json':
      return writeAseJson(crystals);
    case 'qe-input':
      return writePwInput(onlyOne(crystals, format).structure, pw);
  }
}

/** Data blocks are named by formula; the second of a name gets a number, since no two may share one. */
function writeCifBlocks(structures: readonly Structure[], symmetryOf: WritingOptions['symmetryOf']): string {
  const seen = new Map<string, number>();
  return structures
    .map((structure) => {
      const formula = reducedFormula(compositionFromSites(structure.atomicNumbers));
      const count = (seen.get(formula) ?? 0) + 1;
      seen.set(formula, count);
      const name = count === 1 ? formula : `${formula}_${count}`;
      const symmetry = symmetryOf(structure);
      return symmetry === null ? writeCif(structure, name) : writeSymmetrizedCif(structure, symmetry, name);
    })
    .join('\n');
}

/** Keys `id` and `energy_scheme` of the comment line, where they are known. */
const withNames = ({ id, energyScheme, extra, ...frame }: LabeledCrystal): LabeledCrystal => ({
  ...frame,
  id,
  energyScheme,
  extra: new Map([
    ...(id === null ? [] : [['id', id] as const]),
    ...(energyScheme === null ? [] : [['energy_scheme', energyScheme] as const]),
    ...extra,
  ]),
});

function onlyOne(crystals: readonly LabeledCrystal[], format: StructureFormat): LabeledCrystal {
  const [first] = crystals;
  if (first === undefined || crystals.length > 1) throw new TooManyStructuresError(`A file in ${format} holds one structure, not ${crystals.length}`);
  return first;
}

/** JSON texts as one document: itself, or a list with one element a line. */
const oneOrList = (documents: readonly string[]): string => (documents.length === 1 ? `${documents[0]}\n` : `[\n${documents.join(',\n')}\n]\n`);
