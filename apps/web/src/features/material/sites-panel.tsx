'use client';
import { DataTable } from '../../components/data-table';
import { ElementSwatch } from '../../components/element-swatch';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { useTranslate } from '../../i18n/use-translate';
import type { MaterialGeometry } from './material-types';
import styles from './material.module.css';

interface SiteRow {
  readonly site: number;
  readonly symbol: string;
  readonly position: readonly number[];
}

/** The sites of the shown cell: the text form of the picture. */
export function MaterialSitesPanel({ geometry }: { geometry: MaterialGeometry }) {
  const t = useTranslate();
  const rows = geometry.species.map((symbol, site): SiteRow => ({ site, symbol, position: geometry.fractionalCoordinates[site] ?? [] }));
  return (
    <Panel title={t('structure.sites')} isFlush>
      <div className={styles['sites']}>
        <DataTable
          caption={t('structure.sites')}
          rows={rows}
          keyOf={({ site }) => String(site)}
          columns={[
            { id: 'site', heading: t('col.site'), isRowHeading: true, cell: ({ site }) => site + 1 },
            { id: 'element', heading: t('col.element'), cell: ({ symbol }) => <ElementSwatch symbol={symbol} /> },
            ...(['x', 'y', 'z'] as const).map((axis, index) => ({
              id: axis,
              heading: <i>{axis}</i>,
              align: 'end' as const,
              cell: ({ position }: SiteRow) => <Quantity value={position[index]} kind="fractional" />,
            })),
          ]}
        />
      </div>
    </Panel>
  );
}
