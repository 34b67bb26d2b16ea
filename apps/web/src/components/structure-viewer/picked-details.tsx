'use client';
import type { Bond } from '@kessho/core/neighbors/find-bonds';
import type { ReactNode } from 'react';
import { formatQuantity } from '../../format/format-quantity';
import type { Locale } from '../../i18n/locale';
import { useLanguage } from '../../i18n/use-translate';
import { Button } from '../button';
import { ElementSwatch } from '../element-swatch';
import type { PickedAtom } from './picked-atoms';
import { angleOf, dihedralOf, distanceOf } from './picked-atoms';
import styles from './structure-viewer.module.css';
import type { ViewerStructure } from './viewer-structure';

interface PickedDetailsProps {
  readonly structure: ViewerStructure;
  readonly bonds: readonly (readonly Bond[])[];
  readonly picked: readonly PickedAtom[];
  readonly onClear: () => void;
}

/** What is known of the chosen atoms: of one its site and neighbors, of two their distance, of three the angle, of four the dihedral angle. */
export function PickedDetails({ structure, bonds, picked, onClear }: PickedDetailsProps) {
  const { locale, t } = useLanguage();
  const [first, second, third, fourth] = picked;
  if (first === undefined) return <p className={`${styles['site']} ${styles['hint']}`}>{t('structure.site.hint')}</p>;
  const name = ({ site, image }: PickedAtom): string =>
    `${structure.symbols[site] ?? ''}${site + 1}${image.some((shift) => shift !== 0) ? ` (${image.map((shift) => shift.toString().replace('-', '−')).join(' ')})` : ''}`;
  const distance = (from: PickedAtom, to: PickedAtom): ReactNode => (
    <span>
      {name(from)}–{name(to)} <strong>{formatQuantity(distanceOf(structure, from, to), 'length', locale)}</strong>
    </span>
  );
  return (
    <div className={styles['site']} aria-live="polite">
      <div className={styles['siteText']}>
        {second === undefined ? (
          <OneSite structure={structure} bonds={bonds[first.site] ?? []} site={first.site} />
        ) : (
          <>
            <strong>{t(titleOf(picked.length))}</strong>
            <div className={styles['neighbors']}>
              {third !== undefined && fourth !== undefined && (
                <span>
                  {[first, second, third, fourth].map(name).join('–')}{' '}
                  <strong>{dihedralText(dihedralOf(structure, first, second, third, fourth), locale)}</strong>
                </span>
              )}
              {third !== undefined && (
                <span>
                  {name(first)}–{name(second)}–{name(third)}{' '}
                  <strong>{formatQuantity(angleOf(structure, first, second, third), 'angle', locale)}</strong>
                </span>
              )}
              {distance(first, second)}
              {third !== undefined && distance(second, third)}
              {third !== undefined && fourth !== undefined && distance(third, fourth)}
              {third === undefined && <span className={styles['hint']}>{t('structure.measure.third')}</span>}
              {third !== undefined && fourth === undefined && <span className={styles['hint']}>{t('structure.measure.fourth')}</span>}
            </div>
          </>
        )}
      </div>
      <Button size="small" variant="quiet" onClick={onClear}>
        {t('structure.measure.clear')}
      </Button>
    </div>
  );
}

const titleOf = (count: number) =>
  count === 2 ? 'structure.measure.distance' : count === 3 ? 'structure.measure.angle' : 'structure.measure.dihedral';

/** None for atoms on a line. */
const dihedralText = (angle: number, locale: Locale): string => (Number.isNaN(angle) ? '–' : formatQuantity(angle, 'angle', locale));

/** Neighbors of like kind and distance are counted together. */
function OneSite({ structure, bonds, site }: { structure: ViewerStructure; bonds: readonly Bond[]; site: number }) {
  const { locale, t } = useLanguage();
  const label = structure.sites?.[site];
  const groups = new Map<string, { symbol: string; length: string; count: number }>();
  for (const bond of bonds) {
    const symbol = structure.symbols[bond.to] ?? '';
    const length = formatQuantity(bond.length, 'length', locale);
    const key = `${symbol} ${length}`;
    groups.set(key, { symbol, length, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return (
    <>
      <strong>{t('structure.site.selected', { site: site + 1, element: structure.symbols[site] ?? '' })}</strong>{' '}
      {label !== undefined && (
        <span className={styles['wyckoff']}>
          {t('structure.site.wyckoff', { position: `${label.multiplicity}${label.wyckoffLetter}`, symmetry: label.siteSymmetry })}
        </span>
      )}
      <div className={styles['neighbors']}>
        <span>{groups.size === 0 ? t('structure.site.noNeighbors') : t('structure.site.neighbors')}</span>
        {[...groups.entries()].map(([key, { symbol, length, count }]) => (
          <span key={key}>
            {count} × <ElementSwatch symbol={symbol} /> {length}
          </span>
        ))}
      </div>
    </>
  );
}
