'use client';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { formatDateTime } from '../../format/format-time';
import { geometriesText } from '../../format/reference-geometries';
import { useLanguage } from '../../i18n/use-translate';
import type { Prediction } from './prediction-types';

/** Everything that was asked for and everything it was computed with. */
export function ParametersPanel({ prediction }: { prediction: Prediction }) {
  const { locale, t } = useLanguage();
  const { referenceSet, models, judge } = prediction;
  return (
    <Panel title={t('prediction.parameters')}>
      <Facts
        rows={[
          { term: t('home.budget'), value: t(`home.budget.${prediction.budget}`) },
          { term: t('home.seed'), value: <code>{prediction.seed}</code> },
          { term: t('prediction.parameters.maxAtoms'), value: prediction.maxAtoms },
          {
            term: t('prediction.parameters.spaceGroups'),
            value: prediction.spaceGroups.length === 0 ? t('prediction.parameters.allSpaceGroups') : prediction.spaceGroups.join(', '),
          },
          { term: t('prediction.parameters.pressure'), value: <Quantity value={prediction.pressureGPa} kind="pressure" /> },
          { term: t('prediction.parameters.holdout'), value: prediction.holdout ? t('value.yes') : t('value.no') },
          { term: t('prediction.parameters.judge'), value: judge === null ? t('home.judge.none') : `${judge.name} ${judge.version}` },
          {
            term: t('prediction.parameters.created'),
            value: (
              <time dateTime={prediction.createdAt} suppressHydrationWarning>
                {formatDateTime(prediction.createdAt, locale)}
              </time>
            ),
          },
          {
            term: t('prediction.parameters.models'),
            value: models.length === 0 ? null : models.map(({ name, version, sha256 }) => `${name} ${version} (${sha256.slice(0, 12)})`).join(', '),
          },
          {
            term: t('prediction.parameters.reference'),
            value: referenceSet && (
              <>
                {referenceSet.name}
                <br />
                {t('structure.energies.referenceLine', {
                  entries: referenceSet.entries,
                  geometry: geometriesText(referenceSet.geometry, referenceSet.entries, t),
                  date: referenceSet.snapshotDate,
                })}
              </>
            ),
          },
          { term: t('prediction.parameters.code'), value: <code>{prediction.codeVersion}</code> },
        ]}
      />
    </Panel>
  );
}
