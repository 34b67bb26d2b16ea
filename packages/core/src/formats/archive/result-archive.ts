import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { writeSymmetrizedCif } from '../cif/write-cif.js';
import { writeExtxyz } from '../extxyz/write-extxyz.js';
import type { ArchivedFile, Pieces } from './archived-file.js';
import { RANKING_HEADER, type RankedCrystal, rankedFileStem, rankedLabels, rankingRows } from './ranked-crystal.js';

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

/** A result that is read page by page, once for each file that holds all of it. */
export interface ArchivedResult {
  /** Structures in all. */
  readonly count: number;
  /** The ranking, in its order. */
  readonly pages: () => Pieces<readonly RankedCrystal[]>;
  /** Text of `result.json`. */
  readonly document: () => Pieces<string>;
}

/**
 * A whole result as files: README.txt, result.json, the table, every structure as predicted with energy, forces and stress, and one symmetrized CIF a
 * structure. No more than a page of it is held at a time.
 */
export async function* resultArchive(provenance: Provenance, { count, pages, document }: ArchivedResult): AsyncGenerator<ArchivedFile> {
  const folder = provenance.formula.replace(/[()]/g, '');
  const file = (path: string, pieces: Pieces<string>): ArchivedFile => ({ path: `${folder}/${path}`, pieces });
  yield file('README.txt', [readme(provenance, count)]);
  yield file('result.json', document());
  yield file('structures.csv', rankingTablePieces(pages()));
  yield file(
    'structures.extxyz',
    mapPieces(pages(), (page) => writeExtxyz(page.map(rankedLabels))),
  );
  for await (const page of pages())
    for (const ranked of page) {
      const { structure } = ranked.crystal;
      yield file(`cif/${rankedFileStem(ranked)}.cif`, [writeSymmetrizedCif(structure, findSymmetry(structure, ranked.symprec))]);
    }
}

/** The table page by page. */
export async function* rankingTablePieces(pages: Pieces<readonly RankedCrystal[]>): AsyncGenerator<string> {
  yield RANKING_HEADER;
  yield* mapPieces(pages, rankingRows);
}

/**
 * `JSON.stringify(document, null, 2)`, a line break behind it, of a document whose last field is a list that comes page by page.
 * @param head the document without the list
 */
export async function* documentPieces(head: object, name: string, pages: Pieces<readonly object[]>): AsyncGenerator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  ${JSON.stringify(name)}: [`;
  let isFirst = true;
  for await (const page of pages)
    for (const element of page) {
      yield `${isFirst ? '' : ','}\n    ${JSON.stringify(element, null, 2).replaceAll('\n', '\n    ')}`;
      isFirst = false;
    }
  yield isFirst ? ']\n}\n' : '\n  ]\n}\n';
}

export async function* mapPieces<Piece, Result>(pieces: Pieces<Piece>, change: (piece: Piece) => Result): AsyncGenerator<Result> {
  for await (const piece of pieces) yield change(piece);
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
