'use client';
import { findBonds } from '@kessho/core/neighbors/find-bonds';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import dynamic from 'next/dynamic';
import type { KeyboardEvent, ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Quaternion } from 'three';
import { useTranslate } from '../../i18n/use-translate';
import { ElementSwatch } from '../element-swatch';
import type { GizmoControl } from './axes-gizmo';
import { AxesGizmo } from './axes-gizmo';
import { buildScene } from './cell-scene';
import { ExportButtons } from './export-buttons';
import type { LinkedViews } from './linked-views';
import type { PickedAtom } from './picked-atoms';
import { positionOf, togglePick } from './picked-atoms';
import { PickedDetails } from './picked-details';
import { colorKeys } from './site-colors';
import { siteNames } from './site-names';
import styles from './structure-viewer.module.css';
import type { ViewerSettings } from './use-viewer-settings';
import { useResolvedColors } from './use-resolved-colors';
import { toggleFullscreen } from './fullscreen';
import { useSpin } from './use-spin';
import { NAMED_VIEWS, TURN_STEP, ViewButtons, ZOOM_STEP } from './view-buttons';
import type { CrystalView, ViewControl } from './view-control';
import { textFromView, viewFromText } from './view-state';
import type { ViewerStructure } from './viewer-structure';
import { structureOf } from './viewer-structure';
import { ViewerOptions } from './viewer-options';

export { VIEWER_STYLES } from './use-viewer-settings';
export type { ViewerSettings } from './use-viewer-settings';

const CrystalCanvas = dynamic(() => import('./crystal-canvas'), { ssr: false, loading: () => <Loading /> });

interface StructureViewerProps {
  readonly structure: ViewerStructure;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly settings: ViewerSettings;
  /** Left out where the settings are chosen elsewhere. */
  readonly onSettings?: (settings: ViewerSettings) => void;
  readonly picked: readonly PickedAtom[];
  readonly onPick: (picked: readonly PickedAtom[]) => void;
  /** Name of exported files, without a suffix; left out where nothing can be exported. */
  readonly fileStem?: string;
  /** While it is the same the view stays, even where the cell changes a little; left out, another cell is another view. */
  readonly viewKey?: string;
  /** The view in the address, and where to write it. */
  readonly view?: { readonly text: string | null; readonly onSettle: (text: string | null) => void };
  /** Views that move as one with this. */
  readonly linked?: LinkedViews;
  /** Å; draw no larger than a crystal of this radius would be, so that several are drawn to one scale. */
  readonly leastRadius?: number;
  /** Whether the buttons of the view are shown; of several linked views one has them. @default true */
  readonly hasViewButtons?: boolean;
  /** Says what is shown where that is not the crystal itself. */
  readonly badge?: string;
  /** Further choices, before those of the viewer. */
  readonly children?: ReactNode;
}

/** What the keys do while the viewer has the focus. */
const KEYS: { readonly [key: string]: (view: ViewControl) => void } = {
  ArrowLeft: (view) => view.turnBy(-TURN_STEP, 0),
  ArrowRight: (view) => view.turnBy(TURN_STEP, 0),
  ArrowUp: (view) => view.turnBy(0, -TURN_STEP),
  ArrowDown: (view) => view.turnBy(0, TURN_STEP),
  '+': (view) => view.zoomBy(ZOOM_STEP),
  '=': (view) => view.zoomBy(ZOOM_STEP),
  '-': (view) => view.zoomBy(1 / ZOOM_STEP),
  '0': (view) => view.reset(),
  ...Object.fromEntries(NAMED_VIEWS.map(({ keys, direction }) => [keys, (view: ViewControl) => view.lookAlong(direction)])),
};

/** A crystal in three dimensions: turn, zoom, choose atoms; every gesture is also a button and a key. */
export function StructureViewer({
  structure,
  description,
  settings,
  onSettings,
  picked,
  onPick,
  fileStem,
  viewKey,
  view,
  linked,
  leastRadius = 0,
  hasViewButtons = true,
  badge,
  children,
}: StructureViewerProps) {
  const t = useTranslate();
  const root = useRef<HTMLDivElement>(null);
  const control = useRef<CrystalView>(null);
  const gizmo = useRef<GizmoControl>(null);
  const colors = useResolvedColors(root);
  const hasWebgl = useWebgl();
  const bonds = useMemo(() => findBonds(structureOf(structure)), [structure]);
  const { supercell } = settings;
  const scene = useMemo(
    () => buildScene(structure, bonds, { supercell, hasPolyhedra: settings.style === 'polyhedra' }),
    [structure, bonds, supercell, settings.style],
  );
  const keys = useMemo(() => colorKeys(structure, settings.scheme), [structure, settings.scheme]);
  const names = useMemo(() => siteNames(structure, settings.naming), [structure, settings.naming]);
  const siteColors = useMemo(() => keys.map(({ color }) => color), [keys]);
  const onOrient = useCallback((orientation: Quaternion) => gizmo.current?.orient(orientation), []);
  const shownKey: string | Mat3 = viewKey ?? structure.lattice;
  const [firstView] = useState(() => viewFromText(view?.text ?? null));
  const writeView = view?.onSettle;
  const onSettle = useCallback((settled: Parameters<typeof textFromView>[0] | null) => writeView?.(settled && textFromView(settled)), [writeView]);
  const target = linked === undefined ? control : { current: linked };
  const spin = useSpin(target);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && picked.length > 0) return onPick([]);
    const act = KEYS[event.key];
    if (event.key === 'f') toggleFullscreen(root.current);
    else if (act !== undefined && target.current !== null) act(target.current);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles['viewer']} ref={root}>
      <div className={styles['stage']} data-viewer tabIndex={0} role="group" aria-label={description} onKeyDown={onKeyDown}>
        {hasWebgl === false ? (
          <p className={styles['notice']}>{t('structure.viewer.noWebgl')}</p>
        ) : (
          hasWebgl && (
            <CrystalCanvas
              scene={scene}
              lattice={structure.lattice}
              supercell={supercell}
              style={settings.style}
              siteColors={siteColors}
              picked={picked}
              pickedPositions={picked.map((atom) => positionOf(structure, atom))}
              onPick={(atom) => onPick(atom === null ? [] : togglePick(picked, atom))}
              leastRadius={leastRadius}
              viewKey={shownKey}
              firstView={firstView}
              control={control}
              linked={linked ?? null}
              onOrient={onOrient}
              onSettle={onSettle}
              colors={colors}
              names={names}
              plane={settings.plane}
            />
          )
        )}
        <div className={styles['legend']}>
          {[...new Set(keys)].map((key) => (
            <span key={`${key.symbol}${key.color}`}>
              <ElementSwatch symbol={key.symbol} color={key.color} />
              {key.wyckoff !== null && <span className={styles['wyckoff']}> {key.wyckoff}</span>}
            </span>
          ))}
        </div>
        {badge !== undefined && <span className={styles['badge']}>{badge}</span>}
        <AxesGizmo lattice={structure.lattice} ref={gizmo} />
        {hasViewButtons && <ViewButtons view={target} spin={spin} onFullscreen={() => toggleFullscreen(root.current)} />}
      </div>
      <PickedDetails structure={structure} bonds={bonds} picked={picked} onClear={() => onPick([])} />
      {(onSettings !== undefined || fileStem !== undefined || children !== undefined) && (
        <div className={styles['options']}>
          {children}
          {onSettings !== undefined && (
            <ViewerOptions
              settings={settings}
              onSettings={onSettings}
              hasOrbits={(structure.sites ?? null) !== null}
              lattice={structure.lattice}
              onLook={(plane) => target.current?.lookAlong(plane)}
            />
          )}
          {fileStem !== undefined && hasWebgl === true && <ExportButtons view={control} fileStem={fileStem} />}
        </div>
      )}
    </div>
  );
}

function Loading() {
  const t = useTranslate();
  return <p className={styles['notice']}>{t('structure.viewer.loading')}</p>;
}

/** Whether the browser has WebGL 2; null until that is known, which is after the first paint. */
function useWebgl(): boolean | null {
  const [hasWebgl, setHasWebgl] = useState<boolean | null>(null);
  useEffect(() => setHasWebgl(document.createElement('canvas').getContext('webgl2') !== null), []);
  return hasWebgl;
}
