'use client';
import type { SimilarCrystalsQuery } from '@kessho/schema/generated/graphql';
import { SimilarCrystalsDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
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
  return (
    <Panel title={t('structure.similar')}>
      <p>
        {known.status === 'NEW' && known.storedCrystals === 0 ? t('structure.similar.nothing') : t(`structure.similar.${known.status}`)}{' '}
        {known.match && <MaterialName material={known.match.material} />}
      </p>
      {similarMaterials.length > 0 && (
        <table>
          <caption className="visually-hidden">{t('structure.similar')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('col.formula')}</th>
              <th scope="col">{t('col.spaceGroup')}</th>
              <th scope="col">{t('structure.similar.distance')}</th>
            </tr>
          </thead>
          <tbody>
            {similarMaterials.map(({ material, distance: value }) => (
              <tr key={material.id}>
                <td>
                  <MaterialName material={material} />
                </td>
                <td>{material.spaceGroup && <SpaceGroupSymbol symbol={material.spaceGroup.symbol} />}</td>
                <td>{distance.format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
