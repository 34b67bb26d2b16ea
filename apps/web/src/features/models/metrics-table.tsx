'use client';
import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import type { MessageKey } from '../../i18n/en';
import { useLanguage } from '../../i18n/use-translate';
import styles from './models-view.module.css';

type Metric = NonNullable<ModelsQuery['models'][number]['card']>['metrics'][number];

/** Quantities that have a name here; any other is shown as the manifest calls it. */
const QUANTITY_NAMES: { readonly [quantity: string]: MessageKey } = {
  energy: 'models.quantity.energy',
  forces: 'models.quantity.forces',
  stress: 'models.quantity.stress',
  magneticMoments: 'models.quantity.magneticMoments',
};

/** Mean absolute errors, each with its unit and the data it was found on, as exact as the manifest states them. */
export function MetricsTable({ metrics }: { metrics: readonly Metric[] }) {
  const { locale, t } = useLanguage();
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const columns: readonly Column<Metric>[] = [
    {
      id: 'quantity',
      heading: t('models.quantity'),
      isRowHeading: true,
      cell: ({ quantity }) => {
        const key = QUANTITY_NAMES[quantity];
        return key === undefined ? quantity : t(key);
      },
    },
    { id: 'mae', heading: t('models.mae'), align: 'end', cell: ({ mae, unit }) => `${number.format(mae)} ${unit}` },
    { id: 'split', heading: t('models.split'), cell: ({ split }) => split },
  ];
  return (
    <div className={styles['metrics']}>
      <h3>{t('models.errors')}</h3>
      <DataTable caption={t('models.errors')} columns={columns} rows={metrics} keyOf={({ quantity, split }) => `${quantity} ${split}`} />
    </div>
  );
}
