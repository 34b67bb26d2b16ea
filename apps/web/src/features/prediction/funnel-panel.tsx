'use client';
import { DataTable } from '../../components/data-table';
import { ChartPanel } from '../../components/charts/chart-panel';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import styles from './funnel-panel.module.css';
import type { PredictionProgress } from './prediction-types';
import viewStyles from './prediction-view.module.css';

const STEPS = ['generated', 'valid', 'unique', 'screened', 'relaxed', 'ranked'] as const;
type Step = (typeof STEPS)[number];

/** After which step of the funnel the rejections of a stage are shown. */
const STEP_OF_STAGE: { readonly [stage in PredictionProgress['rejections'][number]['stage']]: Step } = {
  PROPOSE: 'generated',
  GENERATE: 'valid',
  SCREEN: 'screened',
  SELECT: 'unique',
  RELAX: 'relaxed',
  REFERENCE: 'ranked',
  RANK: 'ranked',
};

/** Screening removes both repetitions and crystals that fail a test: two steps of the funnel. */
const stepOf = ({ stage, reason }: PredictionProgress['rejections'][number]): Step => (/duplicate/i.test(reason) ? 'unique' : STEP_OF_STAGE[stage]);

const REASONS = [
  'duplicate',
  'no-room',
  'no-room-on-line',
  'lattice-too-short',
  'fixed-sites-too-close',
  'atoms-too-close',
  'assignment-given-up',
  'angles-close-no-cell',
  'volume-too-small',
  'volume-too-large',
  'energy-too-low',
  'surrogate-energy-too-high',
  'energy-too-high',
  'energy-out-of-range',
  'not-selected',
  'collapsed',
  'exploded',
] as const;

const isReason = (reason: string): reason is (typeof REASONS)[number] => REASONS.some((known) => known === reason);

interface Losses {
  readonly stage: Rejections[number]['stage'];
  readonly text: string;
  readonly count: number;
}

type Rejections = PredictionProgress['rejections'];

/** Reasons beyond these are seen in the table. */
const SHOWN_REASONS = 4;

/** How many candidates are left after each step, and why the others are not. */
export function FunnelPanel({ funnel, rejections }: Pick<PredictionProgress, 'funnel' | 'rejections'>) {
  const { locale, t } = useLanguage();
  // A reason without a text of its own, of a later version of the stages, is shown as its code in words.
  const reasonText = (reason: string): string => (isReason(reason) ? t(`reason.${reason}`) : reason.replaceAll('-', ' '));
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const most = Math.max(1, ...STEPS.map((step) => funnel[step]));
  /** Reasons of two stages that read alike are one. */
  const lossesAt = (step: Step): Losses[] => {
    const losses = new Map<string, Losses>();
    for (const rejection of rejections.filter((candidate) => stepOf(candidate) === step)) {
      const text = reasonText(rejection.reason);
      losses.set(text, { stage: rejection.stage, text, count: rejection.count + (losses.get(text)?.count ?? 0) });
    }
    return [...losses.values()].sort((one, other) => other.count - one.count);
  };
  // A generator tries again where it fails: its failures are no candidates, and no difference of two steps.
  const lossText = ({ stage, count, text }: Losses): string =>
    stage === 'GENERATE' ? t('prediction.funnel.tries', { count: number(count), reason: text }) : `−${number(count)} ${text}`;
  const shareOf = (step: Step): string => {
    const before = funnel[STEPS[STEPS.indexOf(step) - 1] ?? step];
    return step === 'generated' || before === 0 ? '' : formatQuantity(Math.min(1, funnel[step] / before), 'probability', locale);
  };

  const chart =
    funnel.generated === 0 ? (
      <p className={viewStyles['empty']}>{t('prediction.funnel.empty')}</p>
    ) : (
      <ol className={styles['funnel']}>
        {STEPS.map((step) => (
          <li key={step} className={styles['step']}>
            <span>{t(`prediction.funnel.${step}`)}</span>
            <div className={styles['track']} aria-hidden="true">
              <div className={styles['bar']} style={{ width: `${100 * Math.sqrt(funnel[step] / most)}%` }} />
            </div>
            <span className={styles['count']}>{number(funnel[step])}</span>
            <span className={styles['share']} title={t('prediction.funnel.share')}>
              {shareOf(step)}
            </span>
            {lossesAt(step).length > 0 && (
              <span className={styles['losses']}>
                {lossesAt(step)
                  .slice(0, SHOWN_REASONS)
                  .map((losses) => (
                    <span key={losses.text}>{lossText(losses)}</span>
                  ))}
              </span>
            )}
          </li>
        ))}
      </ol>
    );

  const rows = STEPS.flatMap((step) => [
    { step, losses: null, text: number(funnel[step]) },
    ...lossesAt(step).map((losses) => ({ step, losses, text: `${losses.stage === 'GENERATE' ? '' : '−'}${number(losses.count)}` })),
  ]);
  const table = (
    <DataTable
      caption={t('prediction.funnel')}
      rows={rows}
      keyOf={({ step, losses }) => `${step} ${losses?.text}`}
      columns={[
        {
          id: 'step',
          heading: t('col.step'),
          isRowHeading: true,
          cell: ({ step, losses }) => (losses === null ? t(`prediction.funnel.${step}`) : ''),
        },
        { id: 'reason', heading: t('col.reason'), cell: ({ losses }) => losses?.text },
        { id: 'count', heading: t('col.count'), align: 'end', cell: ({ text }) => text },
        { id: 'share', heading: t('prediction.funnel.kept'), align: 'end', cell: ({ step, losses }) => (losses === null ? shareOf(step) : '') },
      ]}
    />
  );
  return <ChartPanel title={t('prediction.funnel')} chart={chart} table={table} />;
}
