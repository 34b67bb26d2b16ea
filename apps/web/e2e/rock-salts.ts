import { atomicNumberOf, elementOf } from '@kessho/core/elements/elements';

const FAMILIES = [
  { cations: ['Li', 'Na', 'K', 'Rb', 'Cs'], anions: ['F', 'Cl', 'Br', 'I'] },
  { cations: ['Mg', 'Ca', 'Sr', 'Ba'], anions: ['O', 'S', 'Se', 'Te'] },
  { cations: ['Ti', 'V', 'Mn', 'Fe', 'Co', 'Ni', 'Cd'], anions: ['O', 'S', 'N'] },
];

/** Ids under which the Materials Project has them, so that they are among the reference phases. */
const KNOWN_IDS: { readonly [formula: string]: string } = { MgO: 'mp-1265', NaCl: 'mp-22862' };

const radiusOf = (symbol: string): number => elementOf(atomicNumberOf(symbol) ?? 0).covalentRadius ?? 0;

/** How many there are. */
export const ROCK_SALT_COUNT = FAMILIES.reduce((sum, { cations, anions }) => sum + cations.length * anions.length, 0);

/**
 * Crystals to fill a database with, as lines of the compact Materials Project files: rock salt in its primitive cell, of more formulas than a page has
 * rows. The edges come from covalent radii; the energies only rise line by line, for tests of order and filter.
 */
export const rockSaltLines = (): string =>
  FAMILIES.flatMap(({ cations, anions }) => cations.flatMap((cation) => anions.map((anion) => [cation, anion] as const)))
    .map(([cation, anion], place) => {
      const formula = `${cation}${anion}`;
      const edge = Math.SQRT2 * (radiusOf(cation) + radiusOf(anion));
      return JSON.stringify({
        id: KNOWN_IDS[formula] ?? `rock-salt-${place}`,
        formula,
        nsites: 2,
        cell: [edge, edge, edge, 60, 60, 60],
        species: [
          [cation, 1],
          [anion, 1],
        ],
        frac: [
          [0, 0, 0],
          [0.5, 0.5, 0.5],
        ],
        e_form_2021: -0.05 * place,
        e_hull_2021: 0.005 * place,
        band_gap: 0.1 * place,
      });
    })
    .join('\n');
