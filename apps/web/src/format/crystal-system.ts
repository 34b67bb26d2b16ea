export const CRYSTAL_SYSTEMS = ['triclinic', 'monoclinic', 'orthorhombic', 'tetragonal', 'trigonal', 'hexagonal', 'cubic'] as const;
export type CrystalSystem = (typeof CRYSTAL_SYSTEMS)[number];

/** Last space-group number of each crystal system, International Tables A. */
const LAST_NUMBER: { readonly [system in CrystalSystem]: number } = {
  triclinic: 2,
  monoclinic: 15,
  orthorhombic: 74,
  tetragonal: 142,
  trigonal: 167,
  hexagonal: 194,
  cubic: 230,
};

/** @param spaceGroupNumber 1–230 */
export const crystalSystemOf = (spaceGroupNumber: number): CrystalSystem =>
  CRYSTAL_SYSTEMS.find((system) => spaceGroupNumber <= LAST_NUMBER[system]) ?? 'cubic';

/** The palette's color of a crystal system, for style attributes. */
export const crystalSystemColor = (system: CrystalSystem): string => `var(--${system})`;
