'use client';
import type { RefObject } from 'react';
import { Button } from '../button';
import type { MessageKey } from '../../i18n/en';
import { useTranslate } from '../../i18n/use-translate';
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

/** Everything the pointer can do to the view, as buttons. */
export function ViewButtons({ view }: { view: Pick<RefObject<ViewControl | null>, 'current'> }) {
  const t = useTranslate();
  const act = (run: ViewAction['run']) => () => view.current && run(view.current);
  const icons = (actions: readonly ViewAction[]) =>
    actions.map(({ label, icon, run }) => (
      <Button key={label} isIcon size="small" aria-label={t(label)} title={t(label)} onClick={act(run)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={icon} />
        </svg>
      </Button>
    ));
  return (
    <div className={styles['buttons']} role="group" aria-label={t('structure.view')}>
      <div className={styles['row']}>
        {(['a', 'b', 'c'] as const).map((axis) => (
          <Button
            key={axis}
            isIcon
            size="small"
            aria-label={t('structure.view.along', { axis })}
            title={t('structure.view.along', { axis })}
            onClick={act((control) => control.lookAlong(axis))}
          >
            <i>{axis}</i>
          </Button>
        ))}
        {icons(ZOOMS)}
      </div>
      <div className={styles['row']}>{icons(TURNS)}</div>
    </div>
  );
}
