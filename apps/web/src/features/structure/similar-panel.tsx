'use client';
import type { SimilarCrystalsQuery } from '@kessho/schema/generated/graphql';
import { SimilarCrystalsDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import styles from './structure-view.module.css';

type Compared = Extract<NonNullable<SimilarCrystalsQuery['node']>, { readonly __typename: 'RelaxedStructure' }>;
type NamedMaterial = NonNullable<Compared['known']['match']>['material'];

const SHOWN = 8;

/** Whether the structure is stored already, and the stored crystals that look most like it. Asked for beside the page: comparing may take a second. */
export function SimilarPanel({ id }: { id: string }) {
  const { locale, t } = useLanguage();
  const [answer, setAnswer] = useState<Compared | 'waiting' | 'failed'>('waiting');
  useEffect(() => {
    let isShown = true;
    const ask = async () => {
      const { data } = await browserClient.query(SimilarCrystalsDocument, { id, first: SHOWN }).toPromise();
      if (isShown) setAnswer(data?.node?.__typename === 'RelaxedStructure' ? data.node : 'failed');
    };
    void ask();
    return () => {
      isShown = false;
    };
  }, [id]);

  if (answer === 'waiting' || answer === 'failed') {
    return (
      <Panel title={t('structure.similar')}>
        <p className={styles['note']} role="status">
          {t(answer === 'waiting' ? 'structure.similar.waiting' : 'structure.similar.failed')}
        </p>
      </Panel>
    );
  }
  const { known, similarMaterials } = answer;
  const distance = new Intl.NumberFormat(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  const columns: Column<Compared['similarMaterials'][number]>[] = [
    { id: 'formula', heading: t('col.formula'), isRowHeading: true, cell: ({ material }) => <MaterialName material={material} /> },
    {
      id: 'group',
      heading: t('col.spaceGroup'),
      cell: ({ material }) => material.spaceGroup && <SpaceGroupSymbol symbol={material.spaceGroup.symbol} />,
    },
    { id: 'distance', heading: t('structure.similar.distance'), align: 'end', cell: ({ distance: value }) => distance.format(value) },
  ];
  return (
    <Panel title={t('structure.similar')}>
      <p>
        {known.status === 'NEW' && known.storedCrystals === 0 ? t('structure.similar.nothing') : t(`structure.similar.${known.status}`)}{' '}
        {known.match && <MaterialName material={known.match.material} />}
      </p>
      {similarMaterials.length > 0 && (
        <DataTable caption={t('structure.similar')} columns={columns} rows={similarMaterials} keyOf={({ material }) => material.id} />
      )}
      <p className={styles['note']}>{t('structure.similar.note', { count: known.storedCrystals })}</p>
    </Panel>
  );
}

function MaterialName({ material: { formula, source, sourceId, url } }: { material: NamedMaterial }) {
  const name = (
    <>
      <Formula text={formula} /> <small>{sourceId}</small>
    </>
  );
  return url === null ? (
    <span title={source}>{name}</span>
  ) : (
    <a href={url} title={source}>
      {name}
    </a>
  );
}
