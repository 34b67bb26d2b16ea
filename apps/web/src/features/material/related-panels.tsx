'use client';
import Link from 'next/link';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { useTranslate } from '../../i18n/use-translate';
import type { MaterialDetails } from './material-types';

/** Predicted structures that are this crystal, and the other crystals of its formula. */
export function RelatedPanels({ material }: { material: MaterialDetails }) {
  const t = useTranslate();
  const matched = material.matchedBy.edges.map(({ node }) => node);
  const others = material.composition.materials.edges.map(({ node }) => node).filter(({ id }) => id !== material.id);
  return (
    <>
      {matched.length > 0 && (
        <Panel title={t('material.matched')} isFlush>
          <DataTable
            caption={t('material.matched')}
            rows={matched}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'structure',
                heading: t('col.spaceGroup'),
                isRowHeading: true,
                cell: ({ id, spaceGroup }) => (
                  <Link href={`/structures/${id}`} prefetch={false}>
                    {spaceGroup ? <SpaceGroupSymbol {...spaceGroup} /> : t('structure.viewer')}
                  </Link>
                ),
              },
              { id: 'rank', heading: t('col.rank'), align: 'end', cell: ({ rank }) => rank },
              {
                id: 'hull',
                heading: t('col.energyAboveHull'),
                unit: 'meV/atom',
                align: 'end',
                cell: ({ stability }) => <Quantity bare kind="smallEnergyPerAtom" value={stability?.energyAboveHull} />,
              },
              {
                id: 'prediction',
                heading: t('explore.prediction'),
                cell: ({ prediction }) => (
                  <Link href={`/predictions/${prediction.id}`} prefetch={false}>
                    {t('explore.prediction.open')}
                  </Link>
                ),
              },
            ]}
          />
        </Panel>
      )}
      {others.length > 0 && (
        <Panel
          title={t('material.sameFormula')}
          isFlush
          actions={<Link href={`/explore?q=${encodeURIComponent(material.formula)}`}>{t('material.sameFormula.all')}</Link>}
        >
          <DataTable
            caption={t('material.sameFormula')}
            rows={others}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'sourceId',
                heading: t('explore.id'),
                isRowHeading: true,
                cell: ({ id, sourceId, formula }) => (
                  <Link href={`/materials/${id}`} prefetch={false}>
                    <Formula text={formula} /> {sourceId}
                  </Link>
                ),
              },
              {
                id: 'spaceGroup',
                heading: t('col.spaceGroup'),
                cell: ({ spaceGroup }) => (spaceGroup ? <SpaceGroupSymbol {...spaceGroup} /> : <Quantity value={null} kind="length" />),
              },
              {
                id: 'scheme',
                heading: t('material.scheme'),
                cell: ({ correctionScheme }) => correctionScheme,
              },
              {
                id: 'hull',
                heading: t('col.energyAboveHull'),
                unit: 'meV/atom',
                align: 'end',
                cell: ({ energyAboveHull }) => <Quantity bare kind="smallEnergyPerAtom" value={energyAboveHull} />,
              },
            ]}
          />
        </Panel>
      )}
    </>
  );
}
