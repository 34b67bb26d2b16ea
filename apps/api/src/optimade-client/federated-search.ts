import { setMaxListeners } from 'node:events';
import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import { rewriteForProviders } from '@kessho/core/formats/optimade-filter/rewrite-filter';
import type { JsonFetcher } from '../remote/fetch-json.js';
import type { FoundStructure } from './analyze-entry.js';
import type { EntryCounts, ProviderOutcome } from './outcome.js';
import type { ListedProvider } from './providers/listed-provider.js';
import { searchProvider } from './search-provider.js';

/** One question to many providers. Plain data: it travels to a thread. */
export interface FederatedSearch {
  /** Text of the filter, checked and rewritable. */
  readonly filter: string;
  readonly providers: readonly { readonly provider: ListedProvider; readonly isNamed: boolean }[];
  /** Crystals of one provider. */
  readonly mostResults: number;
  /** For all of it; a provider that is not through by then is timed out with what it gave. */
  readonly timeLimitMs: number;
}

/** What is told of a search, in the order in which it happens. Plain data. */
export type SearchEvent = { readonly providerId: string } & (
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly found: readonly FoundStructure[]; readonly counts: EntryCounts }
  | { readonly kind: 'outcome'; readonly outcome: ProviderOutcome; readonly counts: EntryCounts }
  | { readonly kind: 'license'; readonly databaseUrl: string; readonly license: string }
);

/**
 * Ask all providers at once; none waits for another, save those on one host.
 * @throws {FilterSyntaxError}, and defects of this program
 */
export async function searchProviders(
  { filter, providers, mostResults, timeLimitMs }: FederatedSearch,
  fetcher: JsonFetcher,
  tell: (event: SearchEvent) => void,
): Promise<void> {
  const wanted = parseFilter(filter);
  const rewritten = rewriteForProviders(wanted);
  if (rewritten.kind === 'unsupported') throw new Error(`Nobody can be asked for ${rewritten.feature}`);
  const deadline = AbortSignal.timeout(timeLimitMs);
  setMaxListeners(0, deadline); // every request listens
  await Promise.all(
    providers.map(({ provider, isNamed }) => {
      const providerId = provider.id;
      return searchProvider({ provider, isNamed, mostResults, wanted, asked: rewritten.filter }, fetcher, deadline, {
        onAsking: () => tell({ providerId, kind: 'asking' }),
        onFound: (found, counts) => tell({ providerId, kind: 'found', found, counts }),
        onOutcome: (outcome, counts) => tell({ providerId, kind: 'outcome', outcome, counts }),
        onLicense: (databaseUrl, license) => tell({ providerId, kind: 'license', databaseUrl, license }),
      });
    }),
  );
}
