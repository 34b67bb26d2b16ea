'use client';
import { wrapFractional } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { RelaxationMovieDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
import type { ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { browserClient } from '../../graphql/browser-client';

export interface MovieFrame {
  readonly step: number;
  readonly structure: ViewerStructure;
}

export interface Movie {
  readonly state: 'unloaded' | 'loading' | 'ready' | 'none' | 'failed';
  readonly frames: readonly MovieFrame[];
  /** Place in `frames`; null while the relaxed crystal is shown, not the film. */
  readonly place: number | null;
  readonly isPlaying: boolean;
  readonly show: (place: number | null) => void;
  readonly play: () => void;
  readonly pause: () => void;
}

/** Milliseconds for one frame; without motion one has time to look at each. */
const FRAME_MS = { usual: 125, reduced: 800 };

/** The film of a relaxation: read when it is first wanted, played by frames. */
export function useMovie(id: string): Movie {
  const [state, setState] = useState<Movie['state']>('unloaded');
  const [frames, setFrames] = useState<readonly MovieFrame[]>([]);
  const [place, setPlace] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const last = frames.length - 1;

  useEffect(() => {
    if (!isPlaying || frames.length === 0) return;
    const pace = matchMedia('(prefers-reduced-motion: reduce)').matches ? FRAME_MS.reduced : FRAME_MS.usual;
    const timer = setInterval(() => setPlace((now) => Math.min((now ?? -1) + 1, last)), pace);
    return () => clearInterval(timer);
  }, [isPlaying, frames, last]);
  useEffect(() => {
    if (isPlaying && frames.length > 0 && place === last) setPlaying(false);
  }, [isPlaying, frames, place, last]);

  const load = async (): Promise<readonly MovieFrame[]> => {
    if (state === 'ready' || state === 'none') return frames;
    setState('loading');
    const { data, error } = await browserClient.query(RelaxationMovieDocument, { id }).toPromise();
    const node = data?.node?.__typename === 'RelaxedStructure' ? data.node : null;
    if (error !== undefined || node === null) {
      setState('failed');
      return [];
    }
    const loaded = node.trajectory.frames.map((frame) => ({ step: frame.step, structure: frameStructure(frame, node.geometry.species) }));
    setFrames(loaded);
    setState(loaded.length > 0 ? 'ready' : 'none');
    return loaded;
  };

  return {
    state,
    frames,
    place,
    isPlaying,
    show: (wanted) => {
      setPlaying(false);
      setPlace(wanted);
      if (wanted !== null) void load();
    },
    play: () => {
      void load().then((loaded) => {
        if (loaded.length === 0) return;
        setPlace((now) => (now === null || now >= loaded.length - 1 ? 0 : now));
        setPlaying(true);
      });
    },
    pause: () => setPlaying(false),
  };
}

const triples = (flat: readonly number[]): Vec3[] =>
  Array.from({ length: flat.length / 3 }, (_, row): Vec3 => [flat[3 * row] ?? 0, flat[3 * row + 1] ?? 0, flat[3 * row + 2] ?? 0]);

function frameStructure(
  { lattice, fracCoords }: { lattice: readonly number[]; fracCoords: readonly number[] },
  symbols: readonly string[],
): ViewerStructure {
  const [a, b, c] = triples(lattice);
  if (a === undefined || b === undefined || c === undefined) throw new Error('A frame has no lattice');
  return { lattice: [a, b, c], symbols, fracCoords: triples(fracCoords.map(wrapFractional)) };
}
