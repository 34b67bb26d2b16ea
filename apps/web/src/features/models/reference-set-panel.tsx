'use client';
import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { useLanguage } from '../../i18n/use-translate';
import { referenceGeometries } from '../../format/reference-geometries';

type ReferenceSet = ModelsQuery['referenceSets'][number];

/** The competing phases behind every energy above hull: how many, from when, and on which geometries. */
export function ReferenceSetPanel({ set }: { set: ReferenceSet }) {
  const { locale, t } = useLanguage();
  const { name, entries, snapshotDate, geometry, energyModel } = set;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const counts = referenceGeometries(geometry, entries);
  const geometries =
    counts === null
      ? [{ term: t('models.reference.geometry'), value: geometry }]
      : [
          { term: t('models.reference.relaxed'), value: count(counts.relaxed) },
          { term: t('models.reference.singlePoint'), value: count(counts.singlePoint) },
        ];
  return (
    <Panel title={name} note={t('models.reference')}>
      <Facts
        rows={[
          { term: t('models.reference.entries'), value: count(entries) },
          ...geometries,
          { term: t('models.reference.date'), value: <time dateTime={snapshotDate}>{snapshotDate}</time> },
          { term: t('models.potential'), value: `${energyModel.name} ${energyModel.version}` },
        ]}
      />
    </Panel>
  );
}
