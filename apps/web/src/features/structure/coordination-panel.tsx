'use client';
import { symbolOf } from '@kessho/core/elements/elements';
import { coordinationOf } from '@kessho/core/neighbors/coordination';
import { findBonds } from '@kessho/core/neighbors/find-bonds';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table';
import { ElementSwatch } from '../../components/element-swatch';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import type { ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { structureOf } from '../../components/structure-viewer/viewer-structure';
import { formatNumber, formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import styles from './sites-panel.module.css';

/** What surrounds each kind of site: one row for each orbit, or for each site where the orbits are not known. */
export function CoordinationPanel({ structure }: { structure: ViewerStructure }) {
  const { locale, t } = useLanguage();
  const rows = useMemo(() => coordinations(structure), [structure]);
  const title = t('structure.coordination');
  return (
    <Panel title={title} note={t('structure.coordination.note')} isFlush>
      <div className={styles['scroll']}>
        <DataTable
          caption={title}
          rows={rows}
          keyOf={({ site }) => String(site)}
          columns={[
            {
              id: 'site',
              heading: t('col.site'),
              isRowHeading: true,
              cell: ({ symbol, wyckoff }) => (
                <>
                  <ElementSwatch symbol={symbol} /> <span className={styles['soft']}>{wyckoff}</span>
                </>
              ),
            },
            { id: 'number', heading: t('col.coordination'), align: 'end', cell: ({ number }) => number },
            {
              id: 'neighbors',
              heading: t('col.neighbors'),
              cell: ({ neighbors }) => neighbors.map(({ atomicNumber, count }) => `${count} ${symbolOf(atomicNumber)}`).join(', '),
            },
            {
              id: 'distances',
              heading: t('col.distances'),
              unit: 'Å',
              align: 'end',
              cell: ({ distances }) => {
                if (distances === null) return <Quantity bare kind="length" value={null} />;
                const [shortest, longest] = [distances.shortest, distances.longest].map((value) => formatNumber(value, 'length', locale));
                return shortest === longest ? shortest : `${shortest} – ${longest}`;
              },
            },
            {
              id: 'mean',
              heading: t('col.meanDistance'),
              unit: 'Å',
              align: 'end',
              cell: (row) => <Quantity bare kind="length" value={row.distances?.mean} />,
            },
            {
              id: 'distortion',
              heading: <span title={t('structure.coordination.distortion')}>{t('col.distortion')}</span>,
              align: 'end',
              cell: ({ distortion }) =>
                distortion === null ? <Quantity kind="probability" value={null} /> : formatQuantity(distortion, 'probability', locale),
            },
          ]}
        />
      </div>
    </Panel>
  );
}

function coordinations(viewed: ViewerStructure) {
  const structure = structureOf(viewed);
  const bonds = findBonds(structure);
  const { sites } = viewed;
  return viewed.symbols.flatMap((symbol, site) => {
    const label = sites?.[site];
    if (label !== undefined && label.orbit !== site) return [];
    const wyckoff = label === undefined ? String(site + 1) : `${label.multiplicity}${label.wyckoffLetter}`;
    return [{ site, symbol, wyckoff, ...coordinationOf(bonds[site] ?? [], structure.atomicNumbers) }];
  });
}
