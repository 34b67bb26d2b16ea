'use client';
import { DataTable } from '../../components/data-table';
import { ElementSwatch } from '../../components/element-swatch';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import type { ElementScheme } from '../../format/element-color';
import { useTranslate } from '../../i18n/use-translate';
import type { PredictedStructure } from './structure-types';
import styles from './sites-panel.module.css';

interface SitesPanelProps {
  readonly geometry: PredictedStructure['geometry'];
  readonly scheme: ElementScheme;
  readonly selected: number | null;
  readonly onSelect: (site: number | null) => void;
}

interface SiteRow {
  readonly site: number;
  readonly symbol: string;
  readonly position: readonly number[];
}

/** The sites of the shown cell: the text form of the picture. The button of a row marks the site there. */
export function SitesPanel({ geometry, scheme, selected, onSelect }: SitesPanelProps) {
  const t = useTranslate();
  const rows = geometry.species.map((symbol, site): SiteRow => ({ site, symbol, position: geometry.fractionalCoordinates[site] ?? [] }));
  return (
    <Panel title={t('structure.sites')} isFlush>
      <div className={styles['scroll']}>
        <DataTable
          caption={t('structure.sites')}
          rows={rows}
          keyOf={({ site }) => String(site)}
          markedKey={selected === null ? null : String(selected)}
          columns={[
            {
              id: 'site',
              heading: t('col.site'),
              isRowHeading: true,
              cell: ({ site }) => (
                <button
                  type="button"
                  className={styles['site']}
                  aria-pressed={site === selected}
                  onClick={() => onSelect(site === selected ? null : site)}
                >
                  {site + 1}
                </button>
              ),
            },
            { id: 'element', heading: t('col.element'), cell: ({ symbol }) => <ElementSwatch symbol={symbol} scheme={scheme} /> },
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
