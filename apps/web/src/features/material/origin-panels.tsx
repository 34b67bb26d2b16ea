'use client';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import type { MaterialDetails } from './material-types';
import styles from './material.module.css';

/** The energies of the source, with functional and corrections: without these they would say nothing. */
export function ReportedEnergiesPanel({ material }: { material: MaterialDetails }) {
  const { t } = useLanguage();
  const { functional, correctionScheme, energyAboveHull, formationEnergyPerAtom, energyPerAtom, bandGap } = material;
  const hasEnergy = [energyAboveHull, formationEnergyPerAtom, energyPerAtom].some((value) => value !== null);
  return (
    <Panel title={t('material.reported')}>
      {energyAboveHull !== null && (
        <p className={styles['headline']}>
          <Quantity value={energyAboveHull} kind="smallEnergyPerAtom" />
          <small>{t('material.aboveHullOwn')}</small>
        </p>
      )}
      {!hasEnergy && <p className={styles['quiet']}>{t('material.reported.none')}</p>}
      <Facts
        rows={[
          {
            term: t('structure.energies.formation'),
            value: formationEnergyPerAtom === null ? null : <Quantity value={formationEnergyPerAtom} kind="energyPerAtom" />,
          },
          { term: t('structure.energies.total'), value: energyPerAtom === null ? null : <Quantity value={energyPerAtom} kind="energyPerAtom" /> },
          { term: t('models.functional'), value: functional },
          { term: t('material.scheme'), value: correctionScheme },
          { term: t('explore.bandGap'), value: bandGap === null ? null : <Quantity value={bandGap} kind="bandGap" /> },
        ]}
      />
    </Panel>
  );
}

/** Where the entry comes from and what one may do with it. */
export function OriginPanel({ material }: { material: MaterialDetails }) {
  const { locale, t } = useLanguage();
  const { source, sourceId, collection, license, snapshotDate, isTheoretical, importedAt, url } = material;
  const doi = collection?.doi ?? null;
  return (
    <Panel title={t('material.provenance')}>
      <Facts
        rows={[
          { term: t('material.collection'), value: source },
          { term: t('explore.id'), value: <code>{sourceId}</code> },
          { term: t('models.license'), value: license ?? collection?.license ?? null },
          { term: t('material.snapshot'), value: snapshotDate && <time dateTime={snapshotDate}>{snapshotDate}</time> },
          { term: t('explore.made'), value: isTheoretical === null ? null : isTheoretical ? t('explore.made.no') : t('explore.made.yes') },
          { term: t('explore.importedAt'), value: importedAt && formatDateTime(importedAt, locale) },
          { term: t('material.citation'), value: doi && <a href={`https://doi.org/${doi}`}>doi:{doi}</a> },
          { term: t('material.original'), value: url && <a href={url}>{new URL(url).host}</a> },
        ]}
      />
    </Panel>
  );
}

/** What the source reports besides, under its own names. */
export function OtherValuesPanel({ reported }: Pick<MaterialDetails, 'reported'>) {
  const { t } = useLanguage();
  const entries = Object.entries(reported ?? {});
  if (entries.length === 0) return null;
  return (
    <Panel title={t('material.other')}>
      <Facts
        rows={entries.map(([name, value]) => ({
          term: <code>{name}</code>,
          value: <span className={styles['reported']}>{typeof value === 'string' ? value : JSON.stringify(value)}</span>,
        }))}
      />
    </Panel>
  );
}
