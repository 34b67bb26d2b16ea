'use client';
import { useTranslate } from '../../../i18n/use-translate';
import { Button } from '../../button';
import styles from './hull-chart.module.css';
import type { Turning } from './use-turn';

/** Degrees a press turns. */
const STEP_DEGREES = 15;

/** What dragging does to a picture, as buttons; and turning by itself, where the visitor has nothing against motion. */
export function TurnButtons({ turning: { by, isSpinning, setSpinning } }: { turning: Turning }) {
  const t = useTranslate();
  const turns = [
    { label: t('structure.view.left'), sign: '←', yaw: -STEP_DEGREES, pitch: 0 },
    { label: t('structure.view.right'), sign: '→', yaw: STEP_DEGREES, pitch: 0 },
    { label: t('structure.view.up'), sign: '↑', yaw: 0, pitch: STEP_DEGREES },
    { label: t('structure.view.down'), sign: '↓', yaw: 0, pitch: -STEP_DEGREES },
  ];
  return (
    <div className={styles['turns']} role="group" aria-label={t('diagram.turn')}>
      {turns.map(({ label, sign, yaw, pitch }) => (
        <Button key={label} size="small" isIcon aria-label={label} title={label} onClick={() => by(yaw, pitch)}>
          {sign}
        </Button>
      ))}
      {setSpinning !== null && (
        <Button
          size="small"
          isIcon
          aria-label={t('structure.view.spin')}
          title={t('structure.view.spin')}
          aria-pressed={isSpinning}
          onClick={() => setSpinning(!isSpinning)}
        >
          ↻
        </Button>
      )}
    </div>
  );
}
