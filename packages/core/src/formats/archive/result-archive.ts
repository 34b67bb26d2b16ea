import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { writeSymmetrizedCif } from '../cif/write-cif.js';
import { writeExtxyz } from '../extxyz/write-extxyz.js';
import { type RankedCrystal, rankedFileStem, rankedLabels, writeRankingTable } from './ranked-crystal.js';

/** What made a result. */
export interface Provenance {
  readonly formula: string;
  /** Of the program; null where it is not known. */
  readonly codeVersion: string | null;
  readonly seed: string;
  readonly budget: string;
  readonly pressureGPa: number;
  readonly holdout: boolean;
  readonly models: readonly { readonly name: string; readonly version: string; readonly sha256: string }[];
  /** Phases that the energies above hull refer to; null without one. */
  readonly referenceSet: string | null;
}

/**
 * A whole result as files by their paths: README.txt, result.json, the table, every structure as predicted with energy, forces and stress, and one
 * symmetrized CIF a structure.
 * @param result the document of `result.json`
 */
export function resultArchive(provenance: Provenance, ranking: readonly RankedCrystal[], result: object): Map<string, string> {
  const folder = provenance.formula.replace(/[()]/g, '');
  const files: readonly (readonly [path: string, text: string])[] = [
    ['README.txt', readme(provenance, ranking.length)],
    ['result.json', `${JSON.stringify(result, null, 2)}\n`],
    ['structures.csv', writeRankingTable(ranking)],
    ['structures.extxyz', writeExtxyz(ranking.map(rankedLabels))],
    ...ranking.map((ranked): readonly [string, string] => [
      `cif/${rankedFileStem(ranked)}.cif`,
      writeSymmetrizedCif(ranked.crystal.structure, findSymmetry(ranked.crystal.structure, ranked.symprec)),
    ]),
  ];
  return new Map(files.map(([path, text]) => [`${folder}/${path}`, text]));
}

function readme({ formula, codeVersion, seed, budget, pressureGPa, holdout, models, referenceSet }: Provenance, count: number): string {
  return [
    `Crystal structures predicted for ${formula} by Kessho`,
    '',
    `structures  ${count}, by rank`,
    `version     ${codeVersion ?? 'not recorded'}`,
    `budget      ${budget}`,
    `seed        ${seed}`,
    `pressure    ${pressureGPa} GPa`,
    ...(holdout ? ['held out    crystals of this very composition did not count as known'] : []),
    ...models.map(({ name, version, sha256 }) => `model       ${name} ${version}, sha256 ${sha256}`),
    `hull        ${referenceSet ?? 'no reference set: no energies above hull'}`,
    '',
    'result.json        everything that was computed, with the parameters',
    'structures.csv     the table; units stand in its header',
    'structures.extxyz  the cells as predicted with energy (eV per cell), forces (eV/Å) and stress (eV/Å³, positive in tension)',
    'cif/               symmetrized conventional cells within the tolerance of the symmetry search; energies belong to the cells as predicted',
    '',
    'Energies compare only with energies of the same model. An empty cell of the table is a value that was not computed.',
    '',
  ].join('\n');
}
