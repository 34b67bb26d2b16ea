/** A paper that entries rest on; fields as in BibTeX. They stand in docs/references.bib too, by the same DOI. */
export interface Reference {
  readonly id: string;
  readonly bib_type: string;
  readonly authors: readonly { readonly name: string }[];
  readonly title: string;
  readonly journal: string | null;
  readonly publisher: string | null;
  readonly volume: string | null;
  readonly pages: string | null;
  readonly year: string;
  readonly doi: string;
  readonly url: string;
  /** When this record last changed. */
  readonly last_modified: string;
}

const LAST_MODIFIED = '2026-11-21T00:00:00.000Z';

type Draft = Pick<Reference, 'id' | 'title' | 'year' | 'doi'> & { readonly authors: string } & Partial<Omit<Reference, 'authors'>>;

const reference = (draft: Draft): Reference => ({
  bib_type: 'article',
  journal: null,
  publisher: null,
  volume: null,
  pages: null,
  url: `https://doi.org/${draft.doi}`,
  last_modified: LAST_MODIFIED,
  ...draft,
  authors: draft.authors.split('; ').map((name) => ({ name })),
});

/** By rising id. */
export const REFERENCES: readonly Reference[] = [
  reference({
    id: 'deng2023',
    authors: 'Bowen Deng; Peichen Zhong; KyuJung Jun; Janosh Riebesell; Kevin Han; Christopher J. Bartel; Gerbrand Ceder',
    title: 'CHGNet as a pretrained universal neural network potential for charge-informed atomistic modelling',
    journal: 'Nature Machine Intelligence',
    volume: '5',
    pages: '1031-1041',
    year: '2023',
    doi: '10.1038/s42256-023-00716-3',
  }),
  reference({
    id: 'jain2013',
    authors:
      'Anubhav Jain; Shyue Ping Ong; Geoffroy Hautier; Wei Chen; William Davidson Richards; Stephen Dacek; Shreyas Cholia; Dan Gunter; David Skinner; Gerbrand Ceder; Kristin A. Persson',
    title: 'Commentary: The Materials Project: A materials genome approach to accelerating materials innovation',
    journal: 'APL Materials',
    volume: '1',
    pages: '011002',
    year: '2013',
    doi: '10.1063/1.4812323',
  }),
  reference({
    id: 'mptrj2023',
    bib_type: 'misc',
    authors: 'Bowen Deng',
    title: 'Materials Project Trajectory (MPtrj) Dataset',
    publisher: 'figshare',
    year: '2023',
    doi: '10.6084/m9.figshare.23713842',
  }),
];

/** Papers of collections of imported crystals, and of energy models. */
const OF_SOURCES: Readonly<Record<string, readonly string[]>> = { 'materials-project': ['jain2013'] };
const OF_MODELS: Readonly<Record<string, readonly string[]>> = { chgnet: ['deng2023', 'mptrj2023'] };

/** Ids of what a crystal rests on: the paper of its collection, or those of the model that relaxed it. @param model name and version */
export function referencesOf({ source, energy_model: model }: { readonly source: string; readonly energy_model: string | null }): readonly string[] {
  const [papers, key] = model === null ? [OF_SOURCES, source] : [OF_MODELS, model.split(' ')[0] ?? ''];
  return Object.hasOwn(papers, key) ? (papers[key] ?? []) : [];
}
