import type { Fetching } from '../../remote/fetch-json.js';
import { jsonFetcher } from '../../remote/fetch-json.js';
import { RemoteError } from '../../remote/remote-error.js';
import type { ImportSource } from '../import-source.js';
import { ImportError } from '../import-source.js';
import { importErrorOf } from './import-error-of.js';

export const MATERIALS_PROJECT_URL = 'https://api.materialsproject.org';

/** Far below the 25 requests a second and 1000 a minute that the service allows. */
const FETCHING = { pauseMs: 100, firstBackoffMs: 1000 } as const;
/** Documents of a page; the service gives at most 1000. */
const PAGE = 250;

/** Asked for by name: without, the service answers ids alone. */
const FIELDS = [
  ...['material_id', 'structure', 'symmetry', 'deprecated', 'theoretical', 'database_IDs', 'builder_meta', 'last_updated', 'warnings'],
  ...['energy_per_atom', 'uncorrected_energy_per_atom', 'formation_energy_per_atom', 'energy_above_hull', 'is_stable', 'decomposes_to'],
  ...['band_gap', 'cbm', 'vbm', 'efermi', 'is_gap_direct', 'is_metal', 'ordering', 'total_magnetization', 'bulk_modulus', 'shear_modulus'],
];

/**
 * Summary documents by the REST interface, in the order of their ids.
 * @param filter query parameters of the service, `chemsys=Li-O&energy_above_hull_max=0.1`; null for everything
 */
export function materialsProjectSource(
  { baseUrl, filter, apiKey }: { readonly baseUrl: string; readonly filter: string | null; readonly apiKey: string },
  fetching: Partial<Fetching> = {},
): ImportSource {
  const fetcher = jsonFetcher({ ...FETCHING, headers: { 'x-api-key': apiKey }, ...fetching });
  return {
    batches: async function* (cursor, signal) {
      for (let skip = skipOf(cursor); ;) {
        const parameters = new URLSearchParams(filter ?? '');
        parameters.set('_fields', FIELDS.join(','));
        parameters.set('_limit', String(PAGE));
        parameters.set('_skip', String(skip));
        parameters.set('_sort_fields', 'material_id');
        const url = `${baseUrl.replace(/\/+$/, '')}/materials/summary/?${parameters.toString()}`;
        const answer = await fetcher.get(url, signal).catch((error: unknown) => {
          throw error instanceof RemoteError ? importErrorOf(error) : error;
        });
        const { data, total } = readAnswer(answer.body, url);
        skip += data.length;
        const texts = data.map((document, k) => ({
          format: 'json' as const,
          text: JSON.stringify(document),
          file: baseUrl,
          line: null,
          fallbackId: String(skip - data.length + k + 1),
        }));
        yield { texts, rejections: [], cursor: { skip }, done: skip, total };
        if (data.length < PAGE || (total !== null && skip >= total)) return;
      }
    },
  };
}

const skipOf = (cursor: unknown): number => {
  const skip: unknown = typeof cursor === 'object' && cursor !== null ? Reflect.get(cursor, 'skip') : 0;
  return typeof skip === 'number' ? skip : 0;
};

function readAnswer(body: unknown, url: string): { readonly data: readonly unknown[]; readonly total: number | null } {
  const { data, meta } = (body ?? {}) as { data?: unknown; meta?: { total_doc?: unknown } };
  if (!Array.isArray(data)) throw new ImportError('SourceMisbehaves', `The answer of ${new URL(url).host} has no list of documents`);
  return { data, total: typeof meta?.total_doc === 'number' ? meta.total_doc : null };
}
