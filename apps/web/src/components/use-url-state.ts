'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * One parameter of the address as state: an empty value takes it out. Reloading or sharing the address gives the same view.
 * The address follows a moment behind what is typed or chosen, so the value has a state of its own, into which only what someone else
 * writes into the address comes back.
 */
export function useUrlState(name: string): readonly [string | null, (value: string | null) => void] {
  const inUrl = useSearchParams().get(name) ?? '';
  const pathname = usePathname();
  const [value, setValue] = useState(inUrl);
  const written = useRef({ last: inUrl, underWay: new Set<string>() });

  useEffect(() => {
    const { last, underWay } = written.current;
    if (inUrl === last) underWay.clear();
    else if (!underWay.has(inUrl)) {
      written.current.last = inUrl;
      setValue(inUrl);
    }
  }, [inUrl]);

  const write = useCallback(
    (wanted: string | null) => {
      const next = wanted ?? '';
      written.current.last = next;
      written.current.underWay.add(next);
      setValue(next);
      // Read anew: several parameters may change between two renderings.
      const search = new URLSearchParams(window.location.search);
      if (next === '') search.delete(name);
      else search.set(name, next);
      const query = search.toString();
      window.history.replaceState(null, '', query === '' ? pathname : `${pathname}?${query}`);
    },
    [name, pathname],
  );
  return [value === '' ? null : value, write];
}

/** A parameter that is one of a few words; anything else counts as the first. */
export function useUrlChoice<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): readonly [Choice, (choice: Choice) => void] {
  const [text, set] = useUrlState(name);
  const choice = choices.find((candidate) => candidate === text) ?? choices[0];
  return [choice, useCallback((next: Choice) => set(next === choices[0] ? null : next), [set, choices])];
}
