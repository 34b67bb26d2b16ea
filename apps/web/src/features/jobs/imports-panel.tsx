import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { PREDICTION_TONES } from '../../components/prediction-tones';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';

type Row = WorkQuery['materialImports']['edges'][number]['node'];

/** The latest imports of known crystals. */
export function ImportsPanel({ imports }: { imports: readonly Row[] }) {
  const { locale, t } = useLanguage();
  if (imports.length === 0) return null;
  const number = (value: number | null): string => (value === null ? '–' : new Intl.NumberFormat(locale).format(value));
  const share = (value: number): string => new Intl.NumberFormat(locale, { style: 'percent' }).format(value);
  const columns: Column<Row>[] = [
    { id: 'source', heading: t('jobs.import.source'), isRowHeading: true, cell: ({ source }) => source },
    {
      id: 'state',
      heading: t('col.state'),
      cell: ({ state, failureMessage }) => (
        <>
          <Chip tone={PREDICTION_TONES[state]}>{t(`state.${state}`)}</Chip> {failureMessage}
        </>
      ),
    },
    {
      id: 'progress',
      heading: t('col.progress'),
      align: 'end',
      // Of files these are bytes, of providers records: what counts is the share.
      cell: ({ done, total }) => (total === null || total === 0 ? number(done) : share(done / total)),
    },
    { id: 'stored', heading: t('jobs.import.stored'), align: 'end', cell: ({ stored }) => number(stored) },
    { id: 'rejected', heading: t('jobs.import.rejected'), align: 'end', cell: ({ rejected }) => number(rejected) },
    {
      id: 'started',
      heading: t('col.started'),
      align: 'end',
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
      ),
    },
  ];
  return (
    <Panel title={t('jobs.imports')} isFlush>
      <DataTable caption={t('jobs.imports')} columns={columns} rows={imports} keyOf={({ id }) => id} />
    </Panel>
  );
}
