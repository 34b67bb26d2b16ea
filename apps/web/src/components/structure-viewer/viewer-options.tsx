'use client';
import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Segmented } from '../segmented';
import { COLORINGS } from './site-colors';
import styles from './structure-viewer.module.css';
import type { ViewerSettings } from './use-viewer-settings';
import { SUPERCELLS, VIEWER_STYLES } from './use-viewer-settings';

interface ViewerOptionsProps {
  readonly settings: ViewerSettings;
  readonly onSettings: (settings: ViewerSettings) => void;
  /** Whether the orbits of the sites are known. */
  readonly hasOrbits: boolean;
}

/** How the crystal is drawn. */
export function ViewerOptions({ settings, onSettings, hasOrbits }: ViewerOptionsProps) {
  const t = useTranslate();
  const colorings = hasOrbits ? COLORINGS : COLORINGS.filter((coloring) => coloring !== 'Wyckoff');
  return (
    <>
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
          options={SUPERCELLS.map((count) => ({ value: count, label: `${count}³` }))}
          onChange={(count) => onSettings({ ...settings, supercell: count })}
        />
      </Option>
      <Option label={t('structure.colors')}>
        <Segmented
          isSmall
          label={t('structure.colors')}
          value={settings.scheme}
          options={colorings.map((coloring) => ({ value: coloring, label: coloring === 'Wyckoff' ? t('structure.colors.wyckoff') : coloring }))}
          onChange={(scheme) => onSettings({ ...settings, scheme })}
        />
      </Option>
    </>
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
