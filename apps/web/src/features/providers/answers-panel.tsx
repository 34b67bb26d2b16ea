'use client';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import type { Translate } from '../../i18n/format-message';
import { useTranslate } from '../../i18n/use-translate';
import { AskAloneButton } from './ask-alone-button';
import { ImportButton } from './import-button';
import type { AnswerRow, Search } from './provider-types';
import { ANSWER_TONES } from './provider-types';
import styles from './providers-view.module.css';

/** How each provider answers, as it does so. */
export function AnswersPanel({ search, onStarted }: { search: Search; onStarted: (searchId: string) => void }) {
  const t = useTranslate();
  const answered = search.answers.filter(({ answeredAt, state }) => answeredAt !== null || state === 'DISABLED').length;
  const columns: readonly Column<AnswerRow>[] = [
    { id: 'provider', heading: t('providers.provider'), isRowHeading: true, cell: (row) => row.providerName },
    { id: 'state', heading: t('col.state'), cell: (row) => <Chip tone={ANSWER_TONES[row.state]}>{stateText(row, t)}</Chip> },
    { id: 'found', heading: t('providers.found'), align: 'end', cell: (row) => row.found },
    { id: 'left', heading: t('providers.leftOut'), cell: (row) => leftOut(row, t) },
    { id: 'detail', heading: t('providers.detail'), cell: (row) => <span className={styles['detail']}>{row.detail}</span> },
    {
      id: 'license',
      heading: t('models.license'),
      cell: (row) => [...new Set(row.databases.flatMap(({ license }) => license ?? []))].join(', '),
    },
    {
      id: 'next',
      heading: t('providers.next'),
      cell: (row) =>
        row.found > 0 ? (
          <ImportButton answer={row} filter={search.askedFilter} />
        ) : (
          // Off for this search alone: it was not asked since its databases are marked.
          row.state === 'DISABLED' &&
          row.detail !== null && <AskAloneButton providerId={row.providerId} filter={search.filter} onStarted={onStarted} />
        ),
    },
  ];
  return (
    <Panel
      title={t('providers.answers')}
      note={
        <span role="status">
          {search.isDone ? t('providers.allAnswered') : t('providers.someAnswered', { answered, count: search.answers.length })}
        </span>
      }
      isFlush
    >
      <DataTable caption={t('providers.answers')} columns={columns} rows={search.answers} keyOf={({ providerId }) => providerId} />
      <p className={styles['asked']}>
        {t('providers.asked')} <code>{shortened(search.askedFilter)}</code>
        {search.askedFilter !== search.filter && ` ${t('providers.askedLess')}`}
      </p>
    </Panel>
  );
}

/** "No results" only where a provider said so. */
const stateText = ({ state, found, isTruncated }: AnswerRow, t: Translate): string => {
  if (state !== 'OK') return t(`providers.state.${state}`);
  if (found === 0 && !isTruncated) return t('providers.none');
  return isTruncated ? t('providers.truncated') : t('providers.state.OK');
};

const leftOut = ({ disordered, unreadable, mismatched, sortedOut }: AnswerRow, t: Translate): string =>
  [
    disordered > 0 && t('providers.disordered', { count: disordered }),
    unreadable > 0 && t('providers.unreadable', { count: unreadable }),
    mismatched > 0 && t('providers.mismatched', { count: mismatched }),
    sortedOut > 0 && t('providers.sortedOut', { count: sortedOut }),
  ]
    .filter(Boolean)
    .join(', ');

/** An exclusion names a hundred elements. */
const shortened = (filter: string): string => filter.replaceAll(/((?:"[A-Z][a-z]?",){6})(?:"[A-Z][a-z]?",){6,}/g, '$1 … ,');
