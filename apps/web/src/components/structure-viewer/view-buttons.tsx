'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { RefObject } from 'react';
import { Button } from '../button';
import type { MessageKey } from '../../i18n/en';
import { useTranslate } from '../../i18n/use-translate';
import type { CellAxis } from './orientation';
import type { Spin } from './use-spin';
import type { ViewControl } from './view-control';
import styles from './structure-viewer.module.css';

/** Radians per press of a button or key. */
export const TURN_STEP = Math.PI / 12;
export const ZOOM_STEP = 1.2;

interface ViewAction {
  readonly label: MessageKey;
  /** Outline of the icon in a box of 16 × 16. */
  readonly icon: string;
  readonly run: (view: ViewControl) => void;
}

const TURNS: readonly ViewAction[] = [
  { label: 'structure.view.left', icon: 'M10 3 5 8l5 5', run: (view) => view.turnBy(-TURN_STEP, 0) },
  { label: 'structure.view.up', icon: 'm3 10 5-5 5 5', run: (view) => view.turnBy(0, -TURN_STEP) },
  { label: 'structure.view.down', icon: 'm3 6 5 5 5-5', run: (view) => view.turnBy(0, TURN_STEP) },
  { label: 'structure.view.right', icon: 'm6 3 5 5-5 5', run: (view) => view.turnBy(TURN_STEP, 0) },
];

const ZOOMS: readonly ViewAction[] = [
  { label: 'structure.view.out', icon: 'M3 8h10', run: (view) => view.zoomBy(1 / ZOOM_STEP) },
  { label: 'structure.view.in', icon: 'M3 8h10M8 3v10', run: (view) => view.zoomBy(ZOOM_STEP) },
  { label: 'structure.view.reset', icon: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3', run: (view) => view.reset() },
];

/** Views along the axes of the cell and of the reciprocal lattice, each with its key. */
export const NAMED_VIEWS: readonly { readonly name: string; readonly keys: string; readonly direction: CellAxis | Vec3 }[] = [
  { name: 'a', keys: 'a', direction: 'a' },
  { name: 'b', keys: 'b', direction: 'b' },
  { name: 'c', keys: 'c', direction: 'c' },
  { name: 'a*', keys: 'A', direction: [1, 0, 0] },
  { name: 'b*', keys: 'B', direction: [0, 1, 0] },
  { name: 'c*', keys: 'C', direction: [0, 0, 1] },
];

const SPIN_ICON = 'M3 8c0-1.7 2.2-3 5-3s5 1.3 5 3-2.2 3-5 3M10 9l-2 2 2 2';
const FULLSCREEN_ICON = 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3';

interface ViewButtonsProps {
  readonly view: Pick<RefObject<ViewControl | null>, 'current'>;
  readonly spin: Spin;
  readonly onFullscreen: () => void;
}

/** Everything the pointer and the keys can do to the view, as buttons. */
export function ViewButtons({ view, spin, onFullscreen }: ViewButtonsProps) {
  const t = useTranslate();
  const act = (run: ViewAction['run']) => () => view.current && run(view.current);
  const icons = (actions: readonly ViewAction[]) =>
    actions.map(({ label, icon, run }) => (
      <Button key={label} isIcon size="small" aria-label={t(label)} title={t(label)} onClick={act(run)}>
        <Icon outline={icon} />
      </Button>
    ));
  return (
    <div className={styles['buttons']} role="group" aria-label={t('structure.view')}>
      <div className={styles['row']}>
        {NAMED_VIEWS.map(({ name, keys, direction }) => (
          <Button
            key={name}
            isIcon
            size="small"
            aria-label={t('structure.view.along', { axis: name })}
            title={`${t('structure.view.along', { axis: name })} (${keys})`}
            onClick={act((control) => control.lookAlong(direction))}
          >
            <i>{name}</i>
          </Button>
        ))}
      </div>
      <div className={styles['row']}>{icons(TURNS)}</div>
      <div className={styles['row']}>
        {icons(ZOOMS)}
        {spin.toggle !== null && (
          <Button
            isIcon
            size="small"
            aria-label={t('structure.view.spin')}
            title={t('structure.view.spin')}
            aria-pressed={spin.isSpinning}
            onClick={spin.toggle}
          >
            <Icon outline={SPIN_ICON} />
          </Button>
        )}
        <Button
          isIcon
          size="small"
          aria-label={t('structure.view.fullscreen')}
          title={`${t('structure.view.fullscreen')} (f)`}
          onClick={onFullscreen}
        >
          <Icon outline={FULLSCREEN_ICON} />
        </Button>
      </div>
    </div>
  );
}

const Icon = ({ outline }: { outline: string }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d={outline} />
  </svg>
);
