'use client';
import type { ReactNode } from 'react';
import { CRYSTAL_SYSTEMS, crystalSystemColor } from '../../format/crystal-system';
import type { CrystalSystem } from '../../format/crystal-system';
import { useTranslate } from '../../i18n/use-translate';
import styles from './chart-frame.module.css';

/** The colors of the crystal systems that occur, and as children the signs of the chart's own. */
export function CrystalSystemLegend({ systems, children }: { systems: readonly CrystalSystem[]; children?: ReactNode }) {
  const t = useTranslate();
  return (
    <ul className={styles['legend']}>
      {CRYSTAL_SYSTEMS.filter((system) => systems.includes(system)).map((system) => (
        <li key={system}>
          <span className={styles['key']} style={{ background: crystalSystemColor(system) }} aria-hidden="true" />
          {t(`system.${system}`)}
        </li>
      ))}
      {children}
    </ul>
  );
}
