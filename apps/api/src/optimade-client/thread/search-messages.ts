import type { FederatedSearch, SearchEvent } from '../federated-search.js';

/** To the thread: begin a search. */
export interface SearchOrder {
  readonly searchId: string;
  readonly search: FederatedSearch;
}

/** From the thread. */
export type SearchAnswer = { readonly searchId: string } & (
  { readonly kind: 'event'; readonly event: SearchEvent } | { readonly kind: 'end'; readonly failure: string | null }
);

/** What the thread is started with. */
export interface SearchThreadData {
  /** Folder of answers that are kept. */
  readonly cacheFolder: string;
  /** Whether providers in the server's own network may be asked. */
  readonly allowsPrivate: boolean;
}
