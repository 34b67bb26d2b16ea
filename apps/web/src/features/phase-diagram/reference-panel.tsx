'use client';
import type { DiagramReferenceFragment } from '@kessho/schema/generated/graphql';
import { useSearchParams } from 'next/navigation';
import { useOptimistic } from 'react';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { geometriesText } from '../../format/reference-geometries';
import { useTranslate } from '../../i18n/use-translate';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import { useDiagramParameter } from './use-diagram-parameter';

interface ReferencePanelProps {
  readonly diagram: Pick<LoadedDiagram, 'referenceSet' | 'referencePhases' | 'predictedPhases'>;
  readonly referenceSets: readonly DiagramReferenceFragment[];
}

/** What all energies stand on, and whether predicted structures of the same potential stand beside. */
export function ReferencePanel({ diagram, referenceSets }: ReferencePanelProps) {
  const t = useTranslate();
  const { change, isPending } = useDiagramParameter();
  const [isPredicted, setPredicted] = useOptimistic(useSearchParams().get('predicted') === '1');
  const { referenceSet, referencePhases, predictedPhases } = diagram;
  const { energyModel } = referenceSet;
  const nameOf = ({ name, snapshotDate, energyModel: model }: DiagramReferenceFragment): string =>
    `${name}, ${snapshotDate} (${model.name} ${model.version})`;
  return (
    <Panel title={t('diagram.reference')}>
      {referenceSets.length > 1 && (
        <select
          className={styles['input']}
          aria-label={t('diagram.reference')}
          value={referenceSet.id}
          onChange={({ target }) => change('set', target.value)}
        >
          {referenceSets.map((set) => (
            <option key={set.id} value={set.id}>
              {nameOf(set)}
            </option>
          ))}
        </select>
      )}
      <Facts
        rows={[
          {
            term: t('models.reference'),
            value: (
              <>
                {referenceSet.name}
                <br />
                {t('diagram.referenceLine', { entries: referenceSet.entries, date: referenceSet.snapshotDate })}
              </>
            ),
          },
          { term: t('diagram.energies'), value: t('diagram.energiesLine', { model: `${energyModel.name} ${energyModel.version}` }) },
          { term: t('models.functional'), value: energyModel.card?.functional ?? null },
          { term: t('models.corrections'), value: energyModel.card?.corrections ?? null },
          { term: t('models.reference.geometry'), value: geometriesText(referenceSet.geometry, referenceSet.entries, t) },
        ]}
      />
      <label className={styles['check']} aria-busy={isPending}>
        <input
          type="checkbox"
          checked={isPredicted}
          onChange={({ target: { checked } }) => change('predicted', checked ? '1' : null, () => setPredicted(checked))}
        />
        <span>
          {t('diagram.predicted')}
          <br />
          <span className={styles['hint']}>{t('diagram.predicted.hint')}</span>
        </span>
      </label>
      <p className={styles['hint']}>{t('diagram.counts', { reference: referencePhases, predicted: predictedPhases })}</p>
    </Panel>
  );
}
