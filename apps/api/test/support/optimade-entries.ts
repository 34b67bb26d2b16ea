import type { Answer } from './provider-server.js';

const FRACTIONAL = {
  rocksalt: [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.5],
  ],
  cesiumChloride: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
} as const;

/** A crystal AX as an OPTIMADE server hands it out: space group 225 with eight sites, or 221 with two. */
export function entryOf(id: string, [a, x]: readonly [string, string], kind: keyof typeof FRACTIONAL, more: object = {}): object {
  const edge = kind === 'rocksalt' ? 5.6 : 4.1;
  const sites = FRACTIONAL[kind];
  return {
    type: 'structures',
    id,
    attributes: {
      lattice_vectors: [
        [edge, 0, 0],
        [0, edge, 0],
        [0, 0, edge],
      ],
      cartesian_site_positions: sites.map((site) => site.map((part) => part * edge)),
      species: [a, x].map((symbol) => ({ name: symbol, chemical_symbols: [symbol], concentration: [1] })),
      species_at_sites: sites.map((_, k) => (k < sites.length / 2 ? a : x)),
      ...more,
    },
  };
}

export const salt = (id: string, more: object = {}): object => entryOf(id, ['Na', 'Cl'], 'rocksalt', more);

/** Half of its sodium is potassium. */
export const disordered = (id: string): object =>
  salt(id, {
    species: [
      { name: 'Na', chemical_symbols: ['Na', 'K'], concentration: [0.5, 0.5] },
      { name: 'Cl', chemical_symbols: ['Cl'], concentration: [1] },
    ],
  });

export const pageOf = (entries: readonly unknown[], next: unknown = null, meta: object = {}): Answer => ({
  body: { data: entries, links: { next }, meta: { more_data_available: next !== null, ...meta } },
});

/** A JSON:API error. */
export const errorOf = (status: number, detail: string): Answer => ({
  status,
  body: { errors: [{ status: String(status), title: 'Error', detail }] },
});
