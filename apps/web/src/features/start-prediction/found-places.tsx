'use client';
import type { FindStructureQuery } from '@kessho/schema/generated/graphql';
import { FindStructureDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import styles from './entry.module.css';

type Found = FindStructureQuery['findStructure'];
type Predicted = Found['predictions'][number];
type Similar = Found['similarMaterials'][number];

const MOST_PREDICTED = 10;
const MOST_SIMILAR = 8;

/** Where a crystal is known: among stored crystals, among predictions, and what looks like it. */
export function FoundPlaces({ content, formula }: { content: string; formula: string }) {
  const { locale, t } = useLanguage();
  const [answer, setAnswer] = useState<Found | { readonly failure: string } | null>(null);
  useEffect(() => {
    let isShown = true;
    const ask = async () => {
      const { data, error } = await browserClient
        .query(FindStructureDocument, { content, predictions: MOST_PREDICTED, similar: MOST_SIMILAR })
        .toPromise();
      if (isShown) setAnswer(data?.findStructure ?? { failure: error?.graphQLErrors[0]?.message ?? t('error.unreachable') });
    };
    void ask();
    return () => {
      isShown = false;
    };
  }, [content, t]);

  if (answer === null) {
    return (
      <p role="status" className={styles['hint']}>
        {t('structure.similar.waiting')}
      </p>
    );
  }
  if ('failure' in answer) {
    return (
      <p className={styles['failure']} role="alert">
        {answer.failure}
      </p>
    );
  }
  const { known, predictions, similarMaterials } = answer;
  const digits = new Intl.NumberFormat(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  const predictedColumns: Column<Predicted>[] = [
    {
      id: 'structure',
      heading: t('col.spaceGroup'),
      isRowHeading: true,
      cell: ({ structure }) => (
        <Link href={`/structures/${structure.id}`} prefetch={false}>
          {structure.spaceGroup ? <SpaceGroupSymbol {...structure.spaceGroup} /> : t('structure.viewer')}
        </Link>
      ),
    },
    { id: 'rank', heading: t('col.rank'), align: 'end', cell: ({ structure }) => structure.rank },
    {
      id: 'hull',
      heading: t('col.energyAboveHull'),
      unit: 'meV/atom',
      align: 'end',
      cell: ({ structure }) => <Quantity bare kind="smallEnergyPerAtom" value={structure.stability?.energyAboveHull} />,
    },
    { id: 'rms', heading: t('file.found.rms'), align: 'end', cell: ({ rms }) => digits.format(rms) },
    {
      id: 'prediction',
      heading: t('explore.prediction'),
      cell: ({ structure }) => (
        <Link href={`/predictions/${structure.prediction.id}`} prefetch={false}>
          {t('explore.prediction.open')}
        </Link>
      ),
    },
  ];
  const similarColumns: Column<Similar>[] = [
    {
      id: 'formula',
      heading: t('col.formula'),
      isRowHeading: true,
      cell: ({ material }) => (
        <Link href={`/materials/${material.id}`} prefetch={false}>
          <Formula text={material.formula} /> <small>{material.sourceId}</small>
        </Link>
      ),
    },
    { id: 'group', heading: t('col.spaceGroup'), cell: ({ material }) => material.spaceGroup && <SpaceGroupSymbol {...material.spaceGroup} /> },
    { id: 'distance', heading: t('structure.similar.distance'), align: 'end', cell: ({ distance }) => digits.format(distance) },
  ];
  return (
    <>
      <section>
        <h3>{t('file.found.known')}</h3>
        <p>
          {known.status === 'NEW' && known.storedCrystals === 0 ? t('structure.similar.nothing') : t(`structure.similar.${known.status}`)}{' '}
          {known.match && (
            <Link href={`/materials/${known.match.material.id}`} prefetch={false}>
              <Formula text={known.match.material.formula} /> {known.match.material.sourceId}
            </Link>
          )}
        </p>
      </section>
      <section>
        <h3>{t('file.found.predicted')}</h3>
        {predictions.length > 0 ? (
          <DataTable caption={t('file.found.predicted')} columns={predictedColumns} rows={predictions} keyOf={({ structure }) => structure.id} />
        ) : (
          <p>{t('file.found.predicted.none', { formula })}</p>
        )}
      </section>
      {similarMaterials.length > 0 && (
        <section>
          <h3>{t('structure.similar')}</h3>
          <DataTable caption={t('structure.similar')} columns={similarColumns} rows={similarMaterials} keyOf={({ material }) => material.id} />
        </section>
      )}
    </>
  );
}
