'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useOptimistic, useTransition } from 'react';
import { PAGE_PARAMETERS } from './explore-view';

export interface ExploreAddress {
  readonly parameters: URLSearchParams;
  /** Change parameters; null takes one out. The list begins anew, unless the change is of its place. */
  readonly change: (changes: { readonly [parameter: string]: string | null }) => void;
  /** Put a whole address in place of this one. */
  readonly replace: (search: string) => void;
  readonly isPending: boolean;
}

/** The address is the state of the page: the server makes the rows that it asks for, and what was chosen shows at once. */
export function useExploreAddress(): ExploreAddress {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [search, setSearch] = useOptimistic(useSearchParams().toString());
  const go = useCallback(
    (next: string, way: 'push' | 'replace') =>
      startTransition(() => {
        setSearch(next);
        router[way](next === '' ? '/explore' : `/explore?${next}`, { scroll: false });
      }),
    [router, setSearch],
  );
  const change = useCallback(
    (changes: { readonly [parameter: string]: string | null }) => {
      const next = new URLSearchParams(search);
      const isPaging = Object.keys(changes).every((parameter) => PAGE_PARAMETERS.some((known) => known === parameter));
      for (const parameter of PAGE_PARAMETERS) next.delete(parameter);
      for (const [parameter, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(parameter);
        else next.set(parameter, value);
      }
      // Only pages are worth a step back.
      go(next.toString(), isPaging ? 'push' : 'replace');
    },
    [search, go],
  );
  const replace = useCallback((next: string) => go(next, 'replace'), [go]);
  return { parameters: new URLSearchParams(search), change, replace, isPending };
}
