'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useTranslate } from '../../i18n/use-translate';
import styles from './structure-viewer.module.css';
import { MOST_CELLS } from './supercell-text';

const AXES = ['a', 'b', 'c'] as const;

const withCount = ([a, b, c]: Vec3, place: number, count: number): Vec3 => [
  place === 0 ? count : a,
  place === 1 ? count : b,
  place === 2 ? count : c,
];

/** How many cells are drawn along each axis. */
export function SupercellFields({ supercell, onChange }: { supercell: Vec3; onChange: (supercell: Vec3) => void }) {
  const t = useTranslate();
  const counts = Array.from({ length: MOST_CELLS }, (_, k) => k + 1);
  return (
    <span className={styles['cells']}>
      {AXES.map((axis, place) => (
        <span key={axis}>
          {place > 0 && <span aria-hidden="true">×</span>}
          <select
            className={styles['count']}
            aria-label={t('structure.supercell.along', { axis })}
            value={supercell[place]}
            onChange={({ target }) => onChange(withCount(supercell, place, Number(target.value)))}
          >
            {counts.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </span>
      ))}
    </span>
  );
}
