'use client';
import { Facts } from '../../components/facts';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { formatLikelihood } from '../../format/format-likelihood';
import { geometriesText } from '../../format/reference-geometries';
import { useLanguage } from '../../i18n/use-translate';
import type { PredictedStructure } from './structure-types';
import styles from './structure-view.module.css';

/** eV/atom: two energies closer than this are the same to the hull. */
const HULL_TOLERANCE = 1e-8;

/** The energies, each with the potential and the reference set it stands on, and what the order was made from. */
export function EnergiesPanel({ structure }: { structure: PredictedStructure }) {
  const { locale, t } = useLanguage();
  const { stability, provenance, knownMatch, judgement } = structure;
  const model = provenance.energyModel;
  const aboveHull = stability?.energyAboveHull ?? null;
  return (
    <Panel title={t('structure.energies')}>
      <p className={styles['headline']}>
        <Quantity value={aboveHull} kind="smallEnergyPerAtom" />
        <small>{t('structure.energies.hull')}</small>
      </p>
      <Facts
        rows={[
          { term: t('structure.energies.formation'), value: <Quantity value={stability?.formationEnergyPerAtom} kind="energyPerAtom" /> },
          { term: t('structure.energies.total'), value: <Quantity value={structure.energyPerAtom} kind="energyPerAtom" /> },
          {
            term: t('structure.energies.decomposes'),
            value: stability && <Outcome aboveHull={aboveHull} phases={stability.decomposesTo} knownMatch={knownMatch} />,
          },
          { term: t('structure.energies.model'), value: `${model.name} ${model.version}` },
          ...(judgement === null
            ? []
            : [
                {
                  term: t('structure.energies.judgement'),
                  value: <JudgementLine judgement={judgement} searchedBy={`${model.name} ${model.version}`} />,
                },
                {
                  term: t('structure.energies.judgedHull'),
                  value: judgement.referenceSet && (
                    <>
                      <Quantity value={judgement.energyAboveHull} kind="smallEnergyPerAtom" />
                      <br />
                      {judgement.referenceSet.name}
                    </>
                  ),
                },
              ]),
          {
            term: t('structure.energies.reference'),
            value: stability && (
              <>
                {stability.hull.source}
                <br />
                {t('structure.energies.referenceLine', {
                  entries: stability.hull.competingEntries,
                  geometry: geometriesText(stability.hull.energyScheme, stability.hull.competingEntries, t),
                  date: stability.hull.snapshotDate,
                })}
                {stability.hull.pressureGPa !== 0 && (
                  <>
                    <br />
                    {t('structure.energies.atPressure', { pressure: stability.hull.pressureGPa })}
                  </>
                )}
              </>
            ),
          },
          { term: t('structure.energies.rank'), value: structure.rank },
          { term: t('structure.energies.energyRank'), value: structure.energyRank },
          {
            term: t('structure.energies.probability'),
            value: structure.probability === null ? null : <Quantity value={structure.probability} kind="probability" />,
          },
          { term: t('col.likelihood'), value: formatLikelihood(structure.candidate.likelihood, locale) },
          {
            term: t('structure.energies.known'),
            value: knownMatch ? `${knownMatch.sourceId} (${knownMatch.source})` : t('structure.energies.knownNone'),
          },
          {
            term: t('structure.energies.steps'),
            value: t('structure.energies.stepsLine', { count: structure.steps, reason: t(`stopReason.${structure.stopReason}`) }),
          },
          { term: t('structure.energies.maxForce'), value: <Quantity value={structure.maxForce} kind="maxForce" /> },
        ]}
      />
    </Panel>
  );
}

interface JudgementLineProps {
  readonly judgement: NonNullable<PredictedStructure['judgement']>;
  readonly searchedBy: string;
}

/** The judge's energy under its own name, and whose hull the other energies belong to. */
function JudgementLine({ judgement: { energyPerAtom, energyModel, steps }, searchedBy }: JudgementLineProps) {
  const { t } = useLanguage();
  return (
    <>
      <Quantity value={energyPerAtom} kind="energyPerAtom" />
      <br />
      {t('structure.energies.judgementLine', { judge: `${energyModel.name} ${energyModel.version}`, steps, search: searchedBy })}
    </>
  );
}

interface OutcomeProps {
  readonly aboveHull: number | null;
  readonly phases: NonNullable<PredictedStructure['stability']>['decomposesTo'];
  readonly knownMatch: PredictedStructure['knownMatch'];
}

/** What the crystal would fall apart into, or that it would not. */
function Outcome({ aboveHull, phases, knownMatch }: OutcomeProps) {
  const { locale, t } = useLanguage();
  if (aboveHull !== null && aboveHull <= HULL_TOLERANCE) {
    return knownMatch !== null || aboveHull > -HULL_TOLERANCE ? t('structure.energies.stable') : t('structure.energies.below');
  }
  if (phases.length === 1 && phases[0]?.material.id === knownMatch?.id) return t('structure.energies.ground');
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return phases.map(({ material, amount }, index) => (
    <span key={material.id}>
      {index > 0 && ' + '}
      {phases.length > 1 && `${percent.format(amount)} `}
      <Formula text={material.formula} /> ({material.sourceId})
    </span>
  ));
}
