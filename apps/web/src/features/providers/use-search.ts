'use client';
import { OptimadeSearchDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
import { browserClient } from '../../graphql/browser-client';
import type { ResultRow, Search } from './provider-types';

/** While providers answer, in seconds rather than in moments. */
const POLL_MS = 800;
/** Licenses come after the last answer. */
const LAST_LOOK_MS = 5000;
const PAGE = 100;

export interface SearchState {
  /** Null before the first answer of the API, and where there is no such search. */
  readonly search: Search | null;
  /** All crystals so far, in the order of arrival. */
  readonly results: readonly ResultRow[];
  readonly isMissing: boolean;
}

const NOTHING: SearchState = { search: null, results: [], isMissing: false };

/** A search as it is answered: asked for again until it is done. Results only grow, so each time those after the last are asked for. */
export function useSearch(id: string | null): SearchState {
  const [state, setState] = useState<SearchState & { readonly id: string | null }>({ ...NOTHING, id });
  useEffect(() => {
    if (id === null) return;
    let [results, after]: [readonly ResultRow[], string | null] = [[], null];
    let [isOver, hasLooked] = [false, false];
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      const { data, error } = await browserClient.query(OptimadeSearchDocument, { id, first: PAGE, after }).toPromise();
      if (isOver) return;
      const search = data?.optimadeSearch ?? null;
      if (search !== null) {
        const { edges, pageInfo } = search.results;
        results = [...results, ...edges.map(({ node }) => node)];
        after = pageInfo.endCursor ?? after;
        setState({ id, search, results, isMissing: false });
        if (search.isDone && !pageInfo.hasNextPage && hasLooked) return;
        if (search.isDone && !pageInfo.hasNextPage) hasLooked = true;
        timer = setTimeout(() => void poll(), pageInfo.hasNextPage ? 0 : search.isDone ? LAST_LOOK_MS : POLL_MS);
        return;
      }
      if (data !== undefined || (error?.graphQLErrors.length ?? 0) > 0) setState({ ...NOTHING, id, isMissing: true });
      else timer = setTimeout(() => void poll(), LAST_LOOK_MS);
    };
    void poll();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id]);
  return state.id === id ? state : NOTHING;
}
