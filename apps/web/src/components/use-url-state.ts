'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** One parameter of the address as state: an empty value takes it out. Reloading or sharing the address gives the same view. */
export function useUrlState(name: string): readonly [string | null, (value: string | null) => void] {
  const search = useSearchParams();
  const pathname = usePathname();
  const set = useCallback(
    (value: string | null) => {
      // Read anew: several parameters may change between two renderings.
      const next = new URLSearchParams(window.location.search);
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
      const query = next.toString();
      window.history.replaceState(null, '', query === '' ? pathname : `${pathname}?${query}`);
    },
    [name, pathname],
  );
  return [search.get(name), set];
}

/** A parameter that is one of a few words; anything else counts as the first. */
export function useUrlChoice<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): readonly [Choice, (choice: Choice) => void] {
  const [text, set] = useUrlState(name);
  const choice = choices.find((candidate) => candidate === text) ?? choices[0];
  return [choice, useCallback((next: Choice) => set(next === choices[0] ? null : next), [set, choices])];
}
