'use client';
import { ElementSwatch } from '../element-swatch';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { Bond } from './find-bonds';
import styles from './structure-viewer.module.css';
import type { ViewerStructure } from './viewer-structure';

interface SiteDetailsProps {
  readonly structure: ViewerStructure;
  readonly bonds: readonly (readonly Bond[])[];
  readonly site: number | null;
}

/** The chosen site and what lies around it: neighbors of like kind and distance are counted together. */
export function SiteDetails({ structure, bonds, site }: SiteDetailsProps) {
  const { locale, t } = useLanguage();
  const element = site === null ? undefined : structure.symbols[site];
  if (site === null || element === undefined) return <p className={`${styles['site']} ${styles['hint']}`}>{t('structure.site.hint')}</p>;
  const groups = new Map<string, { symbol: string; length: string; count: number }>();
  for (const bond of bonds[site] ?? []) {
    const symbol = structure.symbols[bond.to] ?? '';
    const length = formatQuantity(bond.length, 'length', locale);
    const key = `${symbol} ${length}`;
    groups.set(key, { symbol, length, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return (
    <div className={styles['site']} aria-live="polite">
      <strong>{t('structure.site.selected', { site: site + 1, element })}</strong>
      <div className={styles['neighbors']}>
        <span>{groups.size === 0 ? t('structure.site.noNeighbors') : t('structure.site.neighbors')}</span>
        {[...groups.entries()].map(([key, { symbol, length, count }]) => (
          <span key={key}>
            {count} × <ElementSwatch symbol={symbol} /> {length}
          </span>
        ))}
      </div>
    </div>
  );
}
