'use client';
import { DataTable } from '../../components/data-table';
import { ElementSwatch } from '../../components/element-swatch';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { crystalSystemColor, crystalSystemOf } from '../../format/crystal-system';
import { useTranslate } from '../../i18n/use-translate';
import type { MaterialDetails, MaterialGeometry } from './material-types';
import styles from './material.module.css';

/** The Pearson symbol stands second in a prototype label, `A_cF8_227_a`. */
const pearsonOf = (prototype: string | null): string | null => prototype?.split('_')[1] ?? null;

export function MaterialSymmetryPanel({ spaceGroup, prototype, symprec }: Pick<MaterialDetails, 'spaceGroup' | 'prototype' | 'symprec'>) {
  const t = useTranslate();
  const system = spaceGroup && crystalSystemOf(spaceGroup.number);
  return (
    <Panel title={t('structure.symmetry')}>
      <Facts
        rows={[
          { term: t('col.spaceGroup'), value: spaceGroup && <SpaceGroupSymbol symbol={spaceGroup.symbol} /> },
          { term: t('structure.symmetry.number'), value: spaceGroup && spaceGroup.number },
          {
            term: t('structure.symmetry.system'),
            value: system && (
              <>
                <span className={styles['swatch']} style={{ background: crystalSystemColor(system) }} aria-hidden="true" />
                {t(`system.${system}`)}
              </>
            ),
          },
          { term: t('structure.symmetry.pearson'), value: pearsonOf(prototype) },
          { term: t('col.prototype'), value: prototype && <code>{prototype}</code> },
          { term: t('structure.symmetry.symprec'), value: symprec === null ? null : <Quantity value={symprec} kind="tolerance" /> },
        ]}
      />
    </Panel>
  );
}

interface MaterialLatticePanelProps extends Pick<MaterialDetails, 'density' | 'volumePerAtom'> {
  readonly geometry: MaterialGeometry;
}

export function MaterialLatticePanel({ geometry, density, volumePerAtom }: MaterialLatticePanelProps) {
  const t = useTranslate();
  const { a, b, c, alpha, beta, gamma } = geometry.cellParameters;
  return (
    <Panel title={t('structure.lattice')}>
      <Facts
        rows={[
          ...Object.entries({ a, b, c }).map(([name, value]) => ({ term: <i>{name}</i>, value: <Quantity value={value} kind="length" /> })),
          ...Object.entries({ α: alpha, β: beta, γ: gamma }).map(([name, value]) => ({ term: name, value: <Quantity value={value} kind="angle" /> })),
          { term: t('structure.lattice.volume'), value: <Quantity value={geometry.volume} kind="volume" /> },
          { term: t('structure.lattice.perAtom'), value: <Quantity value={volumePerAtom} kind="volume" /> },
          { term: t('structure.lattice.density'), value: <Quantity value={density} kind="density" /> },
          { term: t('structure.lattice.sites'), value: geometry.numberOfSites },
        ]}
      />
    </Panel>
  );
}

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
