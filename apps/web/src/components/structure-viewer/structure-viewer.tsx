'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import dynamic from 'next/dynamic';
import type { KeyboardEvent, ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Quaternion } from 'three';
import { ElementSwatch } from '../element-swatch';
import { Segmented } from '../segmented';
import { ELEMENT_SCHEMES } from '../../format/element-color';
import type { ElementScheme } from '../../format/element-color';
import { useTranslate } from '../../i18n/use-translate';
import type { GizmoControl } from './axes-gizmo';
import { AxesGizmo } from './axes-gizmo';
import { buildScene } from './cell-scene';
import type { ViewerStyle } from './crystal-canvas';
import type { ViewControl } from './crystal-stage';
import { findBonds } from './find-bonds';
import { SiteDetails } from './site-details';
import styles from './structure-viewer.module.css';
import { useResolvedColors } from './use-resolved-colors';
import { TURN_STEP, ViewButtons, ZOOM_STEP } from './view-buttons';
import type { ViewerStructure } from './viewer-structure';

const CrystalCanvas = dynamic(() => import('./crystal-canvas'), { ssr: false, loading: () => <Loading /> });

export const VIEWER_STYLES: readonly [ViewerStyle, ...ViewerStyle[]] = ['ball', 'polyhedra', 'space'];
export const SUPERCELLS = ['1', '2', '3'] as const;

export interface ViewerSettings {
  readonly style: ViewerStyle;
  /** Cells along each axis. */
  readonly supercell: (typeof SUPERCELLS)[number];
  readonly scheme: ElementScheme;
}

interface StructureViewerProps {
  readonly structure: ViewerStructure;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
  readonly settings: ViewerSettings;
  readonly onSettings: (settings: ViewerSettings) => void;
  readonly selectedSite: number | null;
  readonly onSelectSite: (site: number | null) => void;
  /** Further choices, before those of the viewer. */
  readonly children?: ReactNode;
}

const TURNS: { readonly [key: string]: readonly [number, number] } = {
  ArrowLeft: [-TURN_STEP, 0],
  ArrowRight: [TURN_STEP, 0],
  ArrowUp: [0, -TURN_STEP],
  ArrowDown: [0, TURN_STEP],
};
const ZOOMS: { readonly [key: string]: number } = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP };

/** A crystal in three dimensions: turn, zoom, choose an atom; every gesture is also a button and a key. */
export function StructureViewer({ structure, description, settings, onSettings, selectedSite, onSelectSite, children }: StructureViewerProps) {
  const t = useTranslate();
  const root = useRef<HTMLDivElement>(null);
  const view = useRef<ViewControl>(null);
  const gizmo = useRef<GizmoControl>(null);
  const colors = useResolvedColors(root);
  const hasWebgl = useWebgl();
  const bonds = useMemo(() => findBonds(structure), [structure]);
  const supercell = useMemo((): Vec3 => [Number(settings.supercell), Number(settings.supercell), Number(settings.supercell)], [settings.supercell]);
  const scene = useMemo(
    () => buildScene(structure, bonds, { supercell, hasPolyhedra: settings.style === 'polyhedra' }),
    [structure, bonds, supercell, settings.style],
  );
  const onOrient = useCallback((orientation: Quaternion) => gizmo.current?.orient(orientation), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const turn = TURNS[event.key];
    const zoom = ZOOMS[event.key];
    if (turn === undefined && zoom === undefined) return;
    event.preventDefault();
    if (turn !== undefined) view.current?.turnBy(...turn);
    if (zoom !== undefined) view.current?.zoomBy(zoom);
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
              scheme={settings.scheme}
              selectedSite={selectedSite}
              onSelectSite={onSelectSite}
              control={view}
              onOrient={onOrient}
              colors={colors}
            />
          )
        )}
        <div className={styles['legend']}>
          {[...new Set(structure.symbols)].map((symbol) => (
            <ElementSwatch key={symbol} symbol={symbol} scheme={settings.scheme} />
          ))}
        </div>
        <AxesGizmo lattice={structure.lattice} ref={gizmo} />
        <ViewButtons view={view} />
      </div>
      <SiteDetails structure={structure} bonds={bonds} site={selectedSite} />
      <div className={styles['options']}>
        {children}
        <Option label={t('structure.style')}>
          <Segmented
            isSmall
            label={t('structure.style')}
            value={settings.style}
            options={VIEWER_STYLES.map((style) => ({ value: style, label: t(`structure.style.${style}`) }))}
            onChange={(style) => onSettings({ ...settings, style })}
          />
        </Option>
        <Option label={t('structure.supercell')}>
          <Segmented
            isSmall
            label={t('structure.supercell')}
            value={settings.supercell}
            options={SUPERCELLS.map((count) => ({ value: count, label: `${count}×${count}×${count}` }))}
            onChange={(count) => onSettings({ ...settings, supercell: count })}
          />
        </Option>
        <Option label={t('structure.colors')}>
          <Segmented
            isSmall
            label={t('structure.colors')}
            value={settings.scheme}
            options={ELEMENT_SCHEMES.map((scheme) => ({ value: scheme, label: scheme }))}
            onChange={(scheme) => onSettings({ ...settings, scheme })}
          />
        </Option>
      </div>
    </div>
  );
}

function Option({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles['option']}>
      <span aria-hidden="true">{label}</span>
      {children}
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
