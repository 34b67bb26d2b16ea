'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';

interface DiagramParameter {
  /** The new hull is under way. */
  readonly isPending: boolean;
  /** Null takes the parameter out; `alongside` runs in the same transition. */
  readonly change: (parameter: string, value: string | null, alongside?: () => void) => void;
}

/** Parameters of the address for which the server computes another hull. */
export function useDiagramParameter(): DiagramParameter {
  const router = useRouter();
  const search = useSearchParams();
  const [isPending, startTransition] = useTransition();
  return {
    isPending,
    change: (parameter, value, alongside) => {
      const next = new URLSearchParams(search);
      if (value === null) next.delete(parameter);
      else next.set(parameter, value);
      startTransition(() => {
        alongside?.();
        router.replace(`/phase-diagram?${next.toString()}`, { scroll: false });
      });
    },
  };
}
