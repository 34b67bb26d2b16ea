import type { Structure } from '../crystal/structure.js';
import type { SymmetryDataset } from '../symmetry/find-symmetry.js';
import { writeCif, writeSymmetrizedCif } from './cif/write-cif.js';
import { writeExtxyz } from './extxyz/write-extxyz.js';
import { writePoscar } from './poscar/write-poscar.js';
import { writePymatgenStructure } from './pymatgen-json/write-pymatgen-json.js';
import type { StructureFormat } from './structure-format.js';

/**
 * Write one crystal. The same structure always gives the same text.
 * @param symmetry `findSymmetry(structure)` for a CIF of the symmetrized conventional cell; null for the cell as it is, in P 1. Only CIF heeds it.
 */
export function writeStructure(structure: Structure, format: StructureFormat, symmetry: SymmetryDataset | null = null): string {
  switch (format) {
    case 'cif':
      return symmetry === null ? writeCif(structure) : writeSymmetrizedCif(structure, symmetry);
    case 'poscar':
      return writePoscar(structure);
    case 'extxyz':
      return writeExtxyz([{ structure, energy: null, forces: null, stress: null, extra: new Map() }]);
    case 'pymatgen-json':
      return `${writePymatgenStructure(structure)}\n`;
  }
}
