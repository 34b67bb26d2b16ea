'use client';
import { DataTable } from '../../components/data-table';
import { ElementSwatch } from '../../components/element-swatch';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import type { PickedAtom } from '../../components/structure-viewer/picked-atoms';
import type { ViewerSite, ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { useTranslate } from '../../i18n/use-translate';
import styles from './sites-panel.module.css';

interface SitesPanelProps {
  readonly structure: ViewerStructure;
  /** For each site. */
  readonly colors: readonly string[];
  readonly picked: readonly PickedAtom[];
  /** Choose the atom in the first cell, or let it go. */
  readonly onToggle: (atom: PickedAtom) => void;
}

interface SiteRow {
  readonly site: number;
  readonly symbol: string;
  readonly label: ViewerSite | undefined;
  readonly position: readonly number[];
}

/** The sites of the shown cell: the text form of the picture. The button of a row chooses the atom there. */
export function SitesPanel({ structure, colors, picked, onToggle }: SitesPanelProps) {
  const t = useTranslate();
  const rows = structure.symbols.map((symbol, site): SiteRow => ({
    site,
    symbol,
    label: structure.sites?.[site],
    position: structure.fracCoords[site] ?? [],
  }));
  const isPicked = (site: number): boolean => picked.some((atom) => atom.site === site);
  return (
    <Panel title={t('structure.sites')} note={t('structure.sites.note')} isFlush>
      <div className={styles['scroll']}>
        <DataTable
          caption={t('structure.sites')}
          rows={rows}
          keyOf={({ site }) => String(site)}
          markedKey={String(picked.at(-1)?.site ?? '')}
          columns={[
            {
              id: 'site',
              heading: t('col.site'),
              isRowHeading: true,
              cell: ({ site }) => (
                <button
                  type="button"
                  className={styles['site']}
                  aria-pressed={isPicked(site)}
                  onClick={() => onToggle(picked.find((atom) => atom.site === site) ?? { site, image: [0, 0, 0] })}
                >
                  {site + 1}
                </button>
              ),
            },
            {
              id: 'element',
              heading: t('col.element'),
              cell: ({ symbol, site }) => <ElementSwatch symbol={symbol} {...(colors[site] !== undefined && { color: colors[site] })} />,
            },
            ...(structure.sites
              ? [
                  {
                    id: 'wyckoff',
                    heading: t('col.wyckoff'),
                    cell: ({ label }: SiteRow) => label && `${label.multiplicity}${label.wyckoffLetter}`,
                  },
                  { id: 'symmetry', heading: t('col.siteSymmetry'), cell: ({ label }: SiteRow) => label && <code>{label.siteSymmetry}</code> },
                ]
              : []),
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
