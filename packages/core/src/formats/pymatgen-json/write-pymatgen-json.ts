import { compositionFromSites, symbolCounts } from '../../composition/create-composition.js';
import { cartesianFromFractional } from '../../crystal/coordinates.js';
import { cellParameters, latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { symbolOf } from '../../elements/elements.js';
import { EnergyMissingError } from '../format-errors.js';
import { extraValue, type LabeledCrystal } from '../labeled-crystal.js';

/** Write a pymatgen `Structure`; numbers are the shortest decimals that read back as the same. */
export const writePymatgenStructure = (structure: Structure): string => JSON.stringify(structureDictionary(structure));

/**
 * Write a pymatgen `ComputedStructureEntry` without correction; the scheme stands in `parameters.run_type`, extra keys in `data`.
 * @throws {EnergyMissingError} for a crystal without energy
 */
export function writeComputedStructureEntry({ structure, energy, id, energyScheme, extra }: LabeledCrystal): string {
  if (energy === null) throw new EnergyMissingError(`The entry of ${id ?? 'a structure'} needs an energy, and none is known`);
  return JSON.stringify({
    '@module': 'pymatgen.entries.computed_entries',
    '@class': 'ComputedStructureEntry',
    energy,
    composition: Object.fromEntries(symbolCounts(compositionFromSites(structure.atomicNumbers))),
    entry_id: id,
    correction: 0,
    energy_adjustments: [],
    parameters: energyScheme === null ? {} : { run_type: energyScheme },
    data: Object.fromEntries([...extra].map(([key, text]) => [key, extraValue(text)])),
    structure: structureDictionary(structure),
  });
}

function structureDictionary({ lattice, atomicNumbers, fracCoords }: Structure): object {
  const positions = cartesianFromFractional(lattice, fracCoords);
  return {
    '@module': 'pymatgen.core.structure',
    '@class': 'Structure',
    charge: 0,
    lattice: { matrix: lattice.vectors, pbc: [true, true, true], ...cellParameters(lattice), volume: latticeVolume(lattice) },
    properties: {},
    sites: atomicNumbers.map((z, site) => ({
      species: [{ element: symbolOf(z), occu: 1 }],
      abc: fracCoords[site],
      xyz: positions[site],
      label: symbolOf(z),
      properties: {},
    })),
  };
}
