'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useMemo } from 'react';
import { useUrlChoice, useUrlState } from '../use-url-state';
import type { ViewerStyle } from './crystal-canvas';
import { millerFromText, textFromMiller } from './miller-indices';
import type { Coloring } from './site-colors';
import { COLORINGS } from './site-colors';
import type { Naming } from './site-names';
import { NAMINGS } from './site-names';
import { supercellFromText, textFromSupercell } from './supercell-text';

export const VIEWER_STYLES: readonly [ViewerStyle, ...ViewerStyle[]] = ['ball', 'polyhedra', 'space'];

export interface ViewerSettings {
  readonly style: ViewerStyle;
  /** Cells along a, b and c. */
  readonly supercell: Vec3;
  readonly scheme: Coloring;
  readonly naming: Naming;
  /** Miller indices of the lattice planes that are drawn; null for none. */
  readonly plane: Vec3 | null;
}

/** The viewer's settings, kept in the address. */
export function useViewerSettings(): readonly [ViewerSettings, (settings: ViewerSettings) => void] {
  const [style, setStyle] = useUrlChoice('style', VIEWER_STYLES);
  const [supercellText, setSupercell] = useUrlState('supercell');
  const [scheme, setScheme] = useUrlChoice('colors', COLORINGS);
  const [naming, setNaming] = useUrlChoice('names', NAMINGS);
  const [planeText, setPlane] = useUrlState('hkl');
  const supercell = useMemo(() => supercellFromText(supercellText), [supercellText]);
  const plane = useMemo(() => millerFromText(planeText ?? ''), [planeText]);
  return [
    { style, supercell, scheme, naming, plane },
    (next) => {
      setStyle(next.style);
      setSupercell(textFromSupercell(next.supercell));
      setScheme(next.scheme);
      setNaming(next.naming);
      setPlane(next.plane && textFromMiller(next.plane));
    },
  ];
}
