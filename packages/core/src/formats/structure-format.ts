/** The formats in which crystals are read and written as text. */
export const STRUCTURE_FORMATS = ['cif', 'poscar', 'extxyz', 'pymatgen-json'] as const;
export type StructureFormat = (typeof STRUCTURE_FORMATS)[number];
