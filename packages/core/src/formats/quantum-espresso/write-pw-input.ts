import { compositionFromSites } from '../../composition/create-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import type { Structure } from '../../crystal/structure.js';
import { elementOf, symbolOf } from '../../elements/elements.js';
import { elementGroups } from '../element-groups.js';
import { fixed, fixedFractional } from '../fixed.js';
import { kMesh } from '../k-mesh.js';
import type { PwOptions } from './pw-options.js';

const DECIMALS = 12;

/** Ry per atom. */
const CONVERGENCE_PER_ATOM = 1e-10;

/**
 * Write an input of Quantum ESPRESSO's pw.x: the cell as it is (`ibrav = 0`, Å), crystal coordinates, cold smearing of 0.01 Ry, a mesh centered on Γ
 * of `pointsPerAtom` / nsites points. Spins are not polarized.
 * @see P. Giannozzi et al., J. Phys.: Condens. Matter 29, 465901 (2017), doi:10.1088/1361-648X/aa8f79; INPUT_PW
 */
export function writePwInput(structure: Structure, { calculation, pseudopotentialOf, pointsPerAtom }: PwOptions): string {
  const { lattice, atomicNumbers, fracCoords } = structure;
  const species = elementGroups(structure).map(({ symbol, atomicNumber }) => ({
    symbol,
    mass: elementOf(atomicNumber).mass,
    ...pseudopotentialOf(symbol),
  }));
  const namelists: readonly (readonly [name: string, values: { readonly [key: string]: string | number | boolean }])[] = [
    [
      'CONTROL',
      {
        calculation,
        prefix: reducedFormula(compositionFromSites(atomicNumbers)).replace(/[()]/g, ''),
        pseudo_dir: './pseudo',
        outdir: './out',
        tprnfor: true,
        tstress: true,
      },
    ],
    [
      'SYSTEM',
      {
        ibrav: 0,
        nat: atomicNumbers.length,
        ntyp: species.length,
        ecutwfc: Math.max(...species.map(({ wavefunctionCutoff }) => wavefunctionCutoff)),
        ecutrho: Math.max(...species.map(({ densityCutoff }) => densityCutoff)),
        occupations: 'smearing',
        smearing: 'cold',
        degauss: 0.01,
      },
    ],
    ['ELECTRONS', { conv_thr: Number((CONVERGENCE_PER_ATOM * atomicNumbers.length).toPrecision(3)) }],
    ...(calculation === 'vc-relax'
      ? ([
          ['IONS', {}],
          ['CELL', { press_conv_thr: 0.1 }],
        ] as const)
      : []),
  ];
  return [
    ...namelists.flatMap(([name, values]) => [`&${name}`, ...Object.entries(values).map(([key, value]) => `  ${key} = ${fortran(value)}`), '/']),
    'ATOMIC_SPECIES',
    ...species.map(({ symbol, mass, fileName }) => `  ${symbol.padEnd(2)} ${mass} ${fileName}`),
    'CELL_PARAMETERS angstrom',
    ...lattice.vectors.map((vector) => `  ${vector.map((x) => fixed(x, DECIMALS).padStart(DECIMALS + 6)).join(' ')}`),
    'ATOMIC_POSITIONS crystal',
    ...atomicNumbers.map((z, site) => `  ${symbolOf(z).padEnd(2)} ${fracCoords[site].map((x) => fixedFractional(x, DECIMALS)).join(' ')}`),
    'K_POINTS automatic',
    `  ${kMesh(structure, pointsPerAtom).join(' ')} 0 0 0`,
    '',
  ].join('\n');
}

function fortran(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '.true.' : '.false.';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
