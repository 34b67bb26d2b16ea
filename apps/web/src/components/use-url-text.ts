'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useUrlState } from './use-url-state';

/**
 * The text of a field, kept in the address as well. The address follows a moment behind the keys, so the field has a state of its own,
 * and only what someone else writes into the address comes back into it.
 */
export function useUrlText(name: string): readonly [string, (text: string) => void] {
  const [inUrl, setInUrl] = useUrlState(name);
  const [text, setText] = useState(inUrl ?? '');
  const written = useRef({ last: inUrl ?? '', underWay: new Set<string>() });
  useEffect(() => {
    const arrived = inUrl ?? '';
    const { last, underWay } = written.current;
    if (arrived === last) underWay.clear();
    else if (!underWay.has(arrived)) {
      written.current.last = arrived;
      setText(arrived);
    }
  }, [inUrl]);
  const write = useCallback(
    (next: string) => {
      written.current.last = next;
      written.current.underWay.add(next);
      setText(next);
      setInUrl(next);
    },
    [setInUrl],
  );
  return [text, write];
}
