'use client';
import { useUrlChoice } from '../use-url-state';
import type { ViewerStyle } from './crystal-canvas';
import type { Coloring } from './site-colors';
import { COLORINGS } from './site-colors';

export const VIEWER_STYLES: readonly [ViewerStyle, ...ViewerStyle[]] = ['ball', 'polyhedra', 'space'];
export const SUPERCELLS = ['1', '2', '3', '4', '5'] as const;

export interface ViewerSettings {
  readonly style: ViewerStyle;
  /** Cells along each axis. */
  readonly supercell: (typeof SUPERCELLS)[number];
  readonly scheme: Coloring;
}

/** The viewer's settings, kept in the address. */
export function useViewerSettings(): readonly [ViewerSettings, (settings: ViewerSettings) => void] {
  const [style, setStyle] = useUrlChoice('style', VIEWER_STYLES);
  const [supercell, setSupercell] = useUrlChoice('supercell', SUPERCELLS);
  const [scheme, setScheme] = useUrlChoice('colors', COLORINGS);
  return [
    { style, supercell, scheme },
    (next) => {
      setStyle(next.style);
      setSupercell(next.supercell);
      setScheme(next.scheme);
    },
  ];
}
