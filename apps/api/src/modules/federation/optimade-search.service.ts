import { OptimadeSearch } from '@kessho/schema/entities/optimade-search';
import type { StartOptimadeSearchInput } from '@kessho/schema/inputs/optimade';
import type { StartOptimadeSearchPayload } from '@kessho/schema/results/optimade-payloads';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource } from 'typeorm';
import type { Log } from '../../log.js';
import type { FederatedSearch } from '../../optimade-client/federated-search.js';
import type { SearchRunner } from '../../optimade-client/thread/search-runner.js';
import type { ChosenProvider, OptimadeProviderService } from './optimade-provider.service.js';
import { acceptSearch } from './search-input.js';
import { failOpenAnswers, insertSearch, searchStore } from './store-search.js';

/** What clients may do with searches over providers. */
export interface OptimadeSearchService {
  readonly start: (input: StartOptimadeSearchInput) => Promise<StartOptimadeSearchPayload>;
}

export interface OptimadeSearchServiceOptions {
  readonly database: DataSource;
  readonly providers: OptimadeProviderService;
  readonly runner: SearchRunner;
  readonly log: Log;
}

/** Searches under way at the same time. */
const MOST_AT_ONCE = 4;

export function createOptimadeSearchService({ database, providers, runner, log }: OptimadeSearchServiceOptions): OptimadeSearchService {
  let underWay = 0;

  /** The search goes on after the mutation has answered. */
  const carryOut = async (id: string, search: FederatedSearch): Promise<void> => {
    const store = searchStore(database, id);
    try {
      await runner.run(id, search, store.add);
      await store.finish();
    } catch (error) {
      log('search over providers failed', { search: id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await failOpenAnswers(database, id, 'A defect of this program; its log tells more').catch(() => undefined);
    }
  };

  const start: OptimadeSearchService['start'] = async (input) => {
    const accepted = acceptSearch(input);
    if (!('askedFilter' in accepted)) return { search: null, userErrors: [...accepted] };
    const chosen = choose(await providers.list(), input.providers ?? null);
    if (!Array.isArray(chosen)) return { search: null, userErrors: [chosen] };
    if (underWay >= MOST_AT_ONCE)
      return { search: null, userErrors: [userError('filter', 'TOO_MANY_SEARCHES', `${MOST_AT_ONCE} searches are under way; wait for one of them`)] };
    underWay++;
    try {
      const rows = chosen.map(({ provider, isEnabled }) => ({
        id: provider.id,
        name: provider.name,
        state: isEnabled ? ('waiting' as const) : ('disabled' as const),
      }));
      const id = await database.transaction((manager) => insertSearch(manager, accepted, rows));
      const { filter, mostResults, timeLimitMs } = accepted;
      const asked = chosen.filter(({ isEnabled }) => isEnabled).map(({ provider }) => ({ provider, isNamed: input.providers != null }));
      void carryOut(id, { filter, mostResults, timeLimitMs, providers: asked }).finally(() => underWay--);
      return { search: await database.getRepository(OptimadeSearch).findOneByOrFail({ id }), userErrors: [] };
    } catch (error) {
      underWay--;
      throw error;
    }
  };
  return { start };
}

/** Those that are on, or those named, each once; one that is off is told to be so, and not asked. */
function choose(all: readonly ChosenProvider[], named: readonly string[] | null): ChosenProvider[] | UserError {
  if (named === null) {
    const enabled = all.filter(({ isEnabled }) => isEnabled);
    return enabled.length > 0 ? enabled : userError('providers', 'INVALID_PROVIDER', 'No provider is on; turn one on first');
  }
  const unknown = named.find((id) => !all.some(({ provider }) => provider.id === id));
  if (unknown !== undefined || named.length === 0)
    return userError(
      'providers',
      'INVALID_PROVIDER',
      unknown === undefined ? 'Name one provider at least' : `There is no provider "${unknown.slice(0, 100)}"`,
    );
  return all.filter(({ provider }) => named.includes(provider.id));
}

const userError = (field: string, code: UserErrorCode, message: string): UserError => ({ field: [field], code, message, position: null });
