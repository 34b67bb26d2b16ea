import { compositionFromSites } from '../../composition/create-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import type { Structure } from '../../crystal/structure.js';
import { elementGroups } from '../element-groups.js';
import { fixed, fixedFractional } from '../fixed.js';

const DECIMALS = 16;

/** Write a POSCAR of VASP 5: scale 1, direct coordinates, sites grouped by element in the order in which the elements first occur. */
export function writePoscar({ lattice, atomicNumbers, fracCoords }: Structure): string {
  const groups = elementGroups({ atomicNumbers });
  const row = (numbers: readonly string[]): string => ` ${numbers.map((text) => text.padStart(DECIMALS + 5)).join('')}`;
  return [
    reducedFormula(compositionFromSites(atomicNumbers)),
    '1.0',
    ...lattice.vectors.map((vector) => row(vector.map((x) => ` ${fixed(x, DECIMALS)}`))),
    groups.map(({ symbol }) => symbol).join(' '),
    groups.map(({ sites }) => sites.length).join(' '),
    'Direct',
    ...groups.flatMap(({ symbol, sites }) => sites.map((site) => `${row(fracCoords[site].map((x) => fixedFractional(x, DECIMALS)))} ${symbol}`)),
    '',
  ].join('\n');
}
