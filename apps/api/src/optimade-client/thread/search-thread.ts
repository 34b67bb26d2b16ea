/** The thread that talks to providers: it reads their answers and finds the symmetry of what they hold, so that the API stays awake whatever they send. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { searchProviders } from '../federated-search.js';
import { providerFetcher } from '../provider-fetcher.js';
import type { SearchAnswer, SearchOrder, SearchThreadData } from './search-messages.js';

loadSymmetryEngineFromPackage();
const { cacheFolder, allowsPrivate } = workerData as SearchThreadData;
const fetcher = providerFetcher(cacheFolder, { allowsPrivate });
const send = (answer: SearchAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', ({ searchId, search }: SearchOrder) => {
  searchProviders(search, fetcher, (event) => send({ searchId, kind: 'event', event })).then(
    () => send({ searchId, kind: 'end', failure: null }),
    (error: unknown) => send({ searchId, kind: 'end', failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
