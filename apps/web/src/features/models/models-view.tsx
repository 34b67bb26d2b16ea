'use client';
import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import { Facts } from '../../components/facts';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import styles from './models-view.module.css';

/** The models and reference sets behind every number. */
export function ModelsView({ models, referenceSets }: ModelsQuery) {
  const { locale, t } = useLanguage();
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('models.title')}</h1>
        <p>{t('models.lead')}</p>
      </header>
      {models.length === 0 && referenceSets.length === 0 && <Message title={t('models.empty')} hint={t('models.emptyHint')} />}
      <div className={styles['cards']}>
        {models.map(({ id, name, version, sha256, createdAt }) => (
          <Panel key={id} title={`${name} ${version}`} note={t('models.model')}>
            <Facts
              rows={[
                { term: t('models.sha'), value: <code>{sha256}</code> },
                {
                  term: t('models.registered'),
                  value: (
                    <time dateTime={createdAt} suppressHydrationWarning>
                      {formatDateTime(createdAt, locale)}
                    </time>
                  ),
                },
              ]}
            />
          </Panel>
        ))}
        {referenceSets.map(({ id, name, entries, snapshotDate, geometry, energyModel }) => (
          <Panel key={id} title={name} note={t('models.reference')}>
            <Facts
              rows={[
                { term: t('models.reference.entries'), value: count(entries) },
                { term: t('models.reference.date'), value: <time dateTime={snapshotDate}>{snapshotDate}</time> },
                { term: t('models.reference.geometry'), value: geometry },
                { term: t('models.potential'), value: `${energyModel.name} ${energyModel.version}` },
              ]}
            />
          </Panel>
        ))}
      </div>
    </div>
  );
}
