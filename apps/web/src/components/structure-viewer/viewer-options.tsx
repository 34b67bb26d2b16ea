'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { ReactNode } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Segmented } from '../segmented';
import { COLORINGS } from './site-colors';
import styles from './structure-viewer.module.css';
import type { ViewerSettings } from './use-viewer-settings';
import { VIEWER_STYLES } from './use-viewer-settings';
import { NAMINGS } from './site-names';
import { PlaneField } from './plane-field';
import { SupercellFields } from './supercell-fields';

interface ViewerOptionsProps {
  readonly settings: ViewerSettings;
  readonly onSettings: (settings: ViewerSettings) => void;
  /** Whether the orbits of the sites are known. */
  readonly hasOrbits: boolean;
  /** Of the crystal whose planes can be drawn; left out where there are several. */
  readonly lattice?: Mat3;
  /** Turn a plane to the viewer. */
  readonly onLook?: (plane: Vec3) => void;
}

/** How the crystal is drawn. */
export function ViewerOptions({ settings, onSettings, hasOrbits, lattice, onLook }: ViewerOptionsProps) {
  const t = useTranslate();
  const colorings = hasOrbits ? COLORINGS : COLORINGS.filter((coloring) => coloring !== 'Wyckoff');
  const namings = hasOrbits ? NAMINGS : NAMINGS.filter((naming) => naming !== 'wyckoff');
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
        <SupercellFields supercell={settings.supercell} onChange={(supercell) => onSettings({ ...settings, supercell })} />
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
      <Option label={t('structure.names')}>
        <Segmented
          isSmall
          label={t('structure.names')}
          value={settings.naming}
          options={namings.map((naming) => ({ value: naming, label: t(`structure.names.${naming}`) }))}
          onChange={(naming) => onSettings({ ...settings, naming })}
        />
      </Option>
      {lattice !== undefined && onLook !== undefined && (
        <Option label={t('structure.plane')}>
          <PlaneField lattice={lattice} plane={settings.plane} onChange={(plane) => onSettings({ ...settings, plane })} onLook={onLook} />
        </Option>
      )}
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
