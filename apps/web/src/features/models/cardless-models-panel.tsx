import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import { ModelHash } from './model-hash';

type Model = ModelsQuery['models'][number];

/** The small models beside the potentials: they propose, generate, screen and order, and have no card here. */
export function CardlessModelsPanel({ models }: { models: readonly Model[] }) {
  const { locale, t } = useLanguage();
  if (models.length === 0) return null;
  const columns: Column<Model>[] = [
    { id: 'name', heading: t('models.model'), isRowHeading: true, cell: ({ name }) => name },
    { id: 'version', heading: t('models.version'), cell: ({ version }) => version },
    { id: 'sha', heading: t('models.sha'), cell: ({ sha256 }) => <ModelHash sha256={sha256} /> },
    {
      id: 'loaded',
      heading: t('models.registered'),
      align: 'end',
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
      ),
    },
  ];
  const rows = models.toSorted((one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en'));
  return (
    <Panel title={t('models.others')} note={t('models.noCard')} isFlush>
      <DataTable caption={t('models.others')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Panel>
  );
}
