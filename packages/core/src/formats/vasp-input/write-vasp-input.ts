import { elementOf } from '../../elements/elements.js';
import type { Structure } from '../../crystal/structure.js';
import { CoreError } from '../../errors.js';
import { elementGroups } from '../element-groups.js';
import { DEFAULT_POINTS_PER_ATOM, kMesh } from '../k-mesh.js';
import { writePoscar } from '../poscar/write-poscar.js';
import { MP_EDIFF_PER_ATOM, MP_HUBBARD_U, MP_INCAR, MP_MAGNETIC_MOMENTS, MP_POTENTIALS } from './mp-relax-set.generated.js';

/** μB, of elements without a moment of their own in the table. */
const USUAL_MOMENT = 0.6;

/** Fewer points than this make no tetrahedra (ISMEAR = −5). */
const LEAST_TETRAHEDRON_POINTS = 4;

/** Input files of VASP by their names. */
export interface VaspInput {
  readonly INCAR: string;
  readonly KPOINTS: string;
  readonly POSCAR: string;
  /** Symbols of the potentials in the order of the POSCAR, one a line. The potentials are licensed: a POTCAR is never written. */
  readonly 'POTCAR.spec': string;
}

export class NoPotentialError extends CoreError {
  readonly code = 'UnsupportedElement';
}

/**
 * The input of a relaxation as the Materials Project runs it (pymatgen's `MPRelaxSet`): PBE, +U for oxides and fluorides of eight transition metals,
 * ferromagnetic start. INCAR and potentials agree with pymatgen for structures without oxidation states; the mesh is centered on Γ.
 * @param pointsPerAtom k points times atoms
 * @throws {NoPotentialError} for an element that the set has no potential for
 * @see A. Jain et al., Comput. Mater. Sci. 50, 2295 (2011), doi:10.1016/j.commatsci.2011.02.023
 */
export function writeVaspInput(structure: Structure, pointsPerAtom = DEFAULT_POINTS_PER_ATOM): VaspInput {
  const groups = elementGroups(structure);
  const mesh = kMesh(structure, pointsPerAtom);
  const potentials = groups.map(({ symbol }) => {
    const potential = MP_POTENTIALS[symbol];
    if (potential === undefined) throw new NoPotentialError(`The Materials Project's set of VASP potentials has none for ${symbol}`);
    return potential;
  });
  return {
    INCAR: writeIncar(incarTags(structure, mesh)),
    KPOINTS: `${pointsPerAtom} k points per atom\n0\nGamma\n${mesh.join(' ')}\n0 0 0\n`,
    POSCAR: writePoscar(structure),
    'POTCAR.spec': potentials.map((potential) => `${potential}\n`).join(''),
  };
}

type Tag = string | number | boolean | readonly number[];

function incarTags(structure: Structure, mesh: readonly number[]): Record<string, Tag> {
  const groups = elementGroups(structure);
  const heaviest = Math.max(...groups.map(({ atomicNumber }) => atomicNumber));
  const tags: Record<string, Tag> = { ...MP_INCAR, EDIFF: MP_EDIFF_PER_ATOM * structure.atomicNumbers.length, ...hubbardTags(groups) };
  // f electrons need 6, d electrons 4.
  if (heaviest > 20) tags['LMAXMIX'] = heaviest > 56 ? 6 : 4;
  if (mesh.reduce((product, n) => product * n, 1) < LEAST_TETRAHEDRON_POINTS) tags['ISMEAR'] = 0;
  tags['MAGMOM'] = groups.flatMap(({ symbol, sites }) => sites.map(() => MP_MAGNETIC_MOMENTS[symbol] ?? USUAL_MOMENT));
  return tags;
}

/** Tags of DFT+U (Dudarev); none where no element has a U in the company of this anion. */
function hubbardTags(groups: readonly { readonly symbol: string; readonly atomicNumber: number }[]): Record<string, Tag> {
  const electronegativity = (z: number): number => elementOf(z).electronegativity ?? -Infinity;
  const anion = groups.reduce((most, group) => (electronegativity(group.atomicNumber) > electronegativity(most.atomicNumber) ? group : most));
  const repulsions = groups.map(({ symbol }) => MP_HUBBARD_U[anion.symbol]?.[symbol] ?? 0);
  if (repulsions.every((u) => u === 0)) return {};
  return {
    LDAU: true,
    LDAUTYPE: 2,
    LDAUPRINT: 1,
    LDAUU: repulsions,
    LDAUJ: repulsions.map(() => 0),
    LDAUL: repulsions.map((u) => (u === 0 ? 0 : 2)),
  };
}

const writeIncar = (tags: Record<string, Tag>): string =>
  Object.keys(tags)
    .sort()
    .map((tag) => `${tag} = ${tagText(tags[tag])}\n`)
    .join('');

function tagText(value: Tag): string {
  if (typeof value === 'boolean') return value ? '.TRUE.' : '.FALSE.';
  if (typeof value !== 'object') return String(value);
  // Runs of equal numbers as 4*0.6.
  const runs: { count: number; readonly number: number }[] = [];
  for (const number of value) {
    const last = runs.at(-1);
    if (last?.number === number) last.count++;
    else runs.push({ count: 1, number });
  }
  return runs.map(({ count, number }) => (count === 1 ? String(number) : `${count}*${number}`)).join(' ');
}
