import { compositionFromSites, symbolCounts } from '../../composition/create-composition.js';
import { cartesianFromFractional } from '../../crystal/coordinates.js';
import { cellParameters, latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { symbolOf } from '../../elements/elements.js';

/** Write a pymatgen `Structure`; numbers are the shortest decimals that read back as the same. */
export const writePymatgenStructure = (structure: Structure): string => JSON.stringify(structureDictionary(structure));

/** What turns a structure into an entry of a hull. */
export interface EntryDescription {
  /** eV per cell, without correction. */
  readonly energy: number;
  readonly entryId: string | null;
  /** Model or functional and correction scheme: only entries of one scheme may be compared. */
  readonly energyScheme: string;
}

/** Write a pymatgen `ComputedStructureEntry` without correction; the scheme stands in `parameters.run_type`. */
export function writeComputedStructureEntry(structure: Structure, { energy, entryId, energyScheme }: EntryDescription): string {
  return JSON.stringify({
    '@module': 'pymatgen.entries.computed_entries',
    '@class': 'ComputedStructureEntry',
    energy,
    composition: Object.fromEntries(symbolCounts(compositionFromSites(structure.atomicNumbers))),
    entry_id: entryId,
    correction: 0,
    energy_adjustments: [],
    parameters: { run_type: energyScheme },
    data: {},
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
