'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useState } from 'react';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import { Button } from '../button';
import { millerFromText, planeSpacing, textFromMiller } from './miller-indices';
import styles from './structure-viewer.module.css';

interface PlaneFieldProps {
  readonly lattice: Mat3;
  readonly plane: Vec3 | null;
  readonly onChange: (plane: Vec3 | null) => void;
  /** Turn a plane to the viewer. */
  readonly onLook: (plane: Vec3) => void;
}

/** Miller indices of lattice planes to draw, their distance, and the view along their normal. */
export function PlaneField({ lattice, plane, onChange, onLook }: PlaneFieldProps) {
  const { locale, t } = useLanguage();
  const [text, setText] = useState(plane === null ? '' : textFromMiller(plane));
  const isMistaken = text.trim() !== '' && millerFromText(text) === null;
  const take = (next: string) => {
    setText(next);
    const read = millerFromText(next);
    if (read !== null || next.trim() === '') onChange(read);
  };
  return (
    <>
      <input
        className={styles['hkl']}
        aria-label={t('structure.plane.indices')}
        title={t('structure.plane.indices')}
        placeholder="1 1 0"
        value={text}
        aria-invalid={isMistaken}
        autoComplete="off"
        onChange={({ target }) => take(target.value)}
      />
      {plane !== null && !isMistaken && (
        <>
          <span className={styles['spacing']}>
            <i>d</i> = {formatQuantity(planeSpacing(lattice, plane), 'length', locale)}
          </span>
          <Button size="small" title={t('structure.plane.look')} aria-label={t('structure.plane.look')} onClick={() => onLook(plane)}>
            ⊥
          </Button>
        </>
      )}
    </>
  );
}
