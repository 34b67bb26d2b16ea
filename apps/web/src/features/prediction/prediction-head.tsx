'use client';
import type { Budget, StartPredictionInput } from '@kessho/schema/generated/graphql';
import { CancelPredictionDocument, StartPredictionDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import { Formula } from '../../components/formula';
import { PREDICTION_TONES } from '../../components/prediction-tones';
import { formatDuration } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import type { Prediction, PredictionProgress } from './prediction-types';
import { isFinal } from './prediction-types';
import styles from './prediction-view.module.css';

interface PredictionHeadProps {
  readonly prediction: Prediction;
  readonly progress: PredictionProgress;
  readonly onProgress: (progress: PredictionProgress) => void;
}

/** The budget to go on with; null where there is none above it. */
const BROADER: { readonly [budget in Budget]: Budget | null } = { QUICK: 'STANDARD', STANDARD: 'THOROUGH', THOROUGH: null };

/** What was asked for, how it stands, and what can be done about it. */
export function PredictionHead({ prediction, progress, onProgress }: PredictionHeadProps) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const cancel = async () => {
    setBusy(true);
    setFailure(null);
    const { data, error } = await browserClient.mutation(CancelPredictionDocument, { input: { predictionId: prediction.id } }).toPromise();
    setBusy(false);
    const payload = data?.cancelPrediction;
    if (payload?.prediction) onProgress(payload.prediction);
    else setFailure(payload?.userErrors[0]?.message ?? error?.message ?? t('error.unreachable'));
  };

  const startAgain = async (changes: Partial<Pick<StartPredictionInput, 'seed' | 'budget'>>) => {
    setBusy(true);
    setFailure(null);
    const { formulaText, seed, budget, maxAtoms, pressureGPa, spaceGroups, holdout, judge } = prediction;
    const input = {
      formula: formulaText,
      budget,
      maxAtoms,
      pressureGPa,
      holdout,
      seed,
      ...(spaceGroups.length > 0 && { spaceGroups }),
      ...(judge && { judge: `${judge.name}@${judge.version}` }),
      ...changes,
    };
    const { data, error } = await browserClient.mutation(StartPredictionDocument, { input }).toPromise();
    const next = data?.startPrediction.prediction?.id;
    if (next !== undefined) return router.push(`/predictions/${next}`);
    setBusy(false);
    setFailure(data?.startPrediction.userErrors[0]?.message ?? error?.message ?? t('error.unreachable'));
  };

  const duration =
    progress.startedAt !== null && progress.finishedAt !== null
      ? formatDuration(Date.parse(progress.finishedAt) - Date.parse(progress.startedAt), locale)
      : null;
  const broader = BROADER[prediction.budget];
  const hasStopped = progress.state === 'FAILED' || progress.state === 'CANCELLED';

  return (
    <div className={styles['head']}>
      <div>
        <div className={styles['title']}>
          <h1>
            <Formula text={prediction.composition.formula} />
          </h1>
          <Chip tone={PREDICTION_TONES[progress.state]}>{t(`state.${progress.state}`)}</Chip>
        </div>
        <p className={styles['meta']}>
          <span>
            {t('home.budget')}: {t(`home.budget.${prediction.budget}`)}
          </span>
          <span>
            {t('home.seed')}: {prediction.seed}
          </span>
          {prediction.startedBy !== null && <span>{t('startedBy', { name: prediction.startedBy.name })}</span>}
          {prediction.holdout && <span>{t('home.holdout')}</span>}
          {duration !== null && (
            <span>
              {t('prediction.parameters.duration')}: {duration}
            </span>
          )}
        </p>
        {failure !== null && <p role="alert">{t('prediction.actionFailed', { message: failure })}</p>}
      </div>
      <div className={styles['actions']}>
        {!isFinal(progress) && (
          <Button variant="danger" disabled={isBusy} onClick={() => void cancel()}>
            {isBusy ? t('prediction.cancelling') : t('prediction.cancel')}
          </Button>
        )}
        {hasStopped && (
          <Button variant="primary" disabled={isBusy} onClick={() => void startAgain({})}>
            {t('prediction.retry')}
          </Button>
        )}
        {progress.state === 'SUCCEEDED' && broader !== null && (
          <Button disabled={isBusy} title={t(`home.budget.${broader}.hint`)} onClick={() => void startAgain({ budget: broader })}>
            {t('prediction.broader')}
          </Button>
        )}
        {isFinal(progress) && (
          <Button disabled={isBusy} onClick={() => void startAgain({ seed: nextSeed(prediction.seed) })}>
            {t('prediction.repeat')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** `1` → `2`, `run-7` → `run-8`, `salt` → `salt-2`. */
const nextSeed = (seed: string): string => {
  const number = /\d+$/.exec(seed)?.[0];
  return number === undefined ? `${seed}-2` : seed.slice(0, -number.length) + (BigInt(number) + 1n).toString();
};
