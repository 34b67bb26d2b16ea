'use client';
import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import type { MessageKey } from '../../i18n/en';
import { useLanguage } from '../../i18n/use-translate';
import { CardText } from './card-text';
import { DoiLink } from './doi-link';
import { MetricsTable } from './metrics-table';
import { ModelHash } from './model-hash';
import styles from './models-view.module.css';

type Model = ModelsQuery['models'][number];
type Card = NonNullable<Model['card']>;

/** Cutoffs that have a name here; any other is shown as the manifest calls it. */
const CUTOFF_NAMES: { readonly [name: string]: MessageKey } = { atom: 'models.cutoff.atom', bond: 'models.cutoff.bond' };

/** One potential: what it is and stands on, how far it errs, and its card. */
export function ModelPanel({ model, card }: { model: Model; card: Card }) {
  const { locale, t } = useLanguage();
  const { name, version, sha256, createdAt } = model;
  return (
    <Panel title={`${name} ${version}`} note={t('models.model')}>
      <div className={styles['model']}>
        <div className={styles['figures']}>
          <Facts
            rows={[
              { term: t('models.kind'), value: t('models.potential') },
              { term: t('models.version'), value: version },
              {
                term: t('models.sha'),
                value: <ModelHash sha256={sha256} />,
              },
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
          <CardFigures card={card} />
        </div>
        {card.text !== null && <CardText text={card.text} label={`${name} ${version}`} />}
      </div>
    </Panel>
  );
}

function CardFigures({ card }: { card: Card }) {
  const { locale, t } = useLanguage();
  const { license, trainingData, functional, corrections, elements, cutoffs, citation, doi, metrics } = card;
  const distance = (value: number): string => `${new Intl.NumberFormat(locale).format(value)} Å`;
  return (
    <>
      <Facts
        rows={[
          { term: t('models.license'), value: license },
          { term: t('models.trainingData'), value: trainingData },
          { term: t('models.functional'), value: functional },
          { term: t('models.corrections'), value: corrections },
          {
            term: t('models.elements'),
            value: (
              <details>
                <summary>{t('models.elements.count', { count: elements.length })}</summary>
                <span lang="en">{elements.join(' ')}</span>
              </details>
            ),
          },
          {
            term: t('models.cutoffs'),
            value: (
              <ul>
                {cutoffs.map(({ name, distance: value }) => {
                  const key = CUTOFF_NAMES[name];
                  return <li key={name}>{t('models.cutoff', { name: key === undefined ? name : t(key), distance: distance(value) })}</li>;
                })}
              </ul>
            ),
          },
          {
            term: t('models.citation'),
            value: (
              <>
                <span lang="en">{citation}</span>, <DoiLink doi={doi} />
              </>
            ),
          },
        ]}
      />
      {metrics.length > 0 && <MetricsTable metrics={metrics} />}
    </>
  );
}
