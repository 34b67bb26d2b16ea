'use client';
import { useEffect, useRef, useState } from 'react';
import { Panel } from '../../components/panel';
import { StageBars } from '../../components/stage-bars';
import { useLanguage } from '../../i18n/use-translate';
import type { PredictionProgress } from './prediction-types';
import styles from './prediction-view.module.css';
import { TimeLeft } from './time-left';

interface StagesPanelProps {
  readonly progress: PredictionProgress;
  readonly channel: 'live' | 'polling' | 'final';
}

/** The stages with their bars; screen readers hear of a change of stage, not of every tick. */
export function StagesPanel({ progress, channel }: StagesPanelProps) {
  const { locale, t } = useLanguage();
  // Of a stage whose pieces take long, by the minute.
  const rateText = (perSecond: number | null): string => {
    if (perSecond === null || perSecond <= 0) return '';
    const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
    return perSecond < 1
      ? t('stage.rate.minute', { rate: number.format(60 * perSecond) })
      : t('stage.rate.second', { rate: number.format(perSecond) });
  };
  const running = progress.stages.find(({ state }) => state === 'RUNNING');
  const announcement = running
    ? t('stage.announce', { stage: t(`stage.${running.name}`), state: t('stage.state.RUNNING') })
    : t(`state.${progress.state}`);
  return (
    <Panel
      title={t('prediction.stages')}
      {...(channel !== 'final' && {
        actions: (
          <>
            <TimeLeft eta={progress.eta} />
            <span className={styles['live']}>{channel === 'live' ? t('prediction.live') : t('prediction.polling')}</span>
          </>
        ),
      })}
    >
      <StageBars
        stages={progress.stages.map((stage) => ({
          id: stage.name,
          name: t(`stage.${stage.name}`),
          description: t(`stage.${stage.name}.what`),
          state: stage.state,
          stateText:
            stage.state === 'RUNNING' && stage.total > 0
              ? [t('stage.progress', { done: stage.done, total: stage.total }), rateText(stage.rate)].filter((part) => part !== '').join(' · ')
              : t(`stage.state.${stage.state}`),
          done: stage.done,
          total: stage.total,
        }))}
      />
      <Announcement text={announcement} />
    </Panel>
  );
}

function Announcement({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('');
  const isFirst = useRef(true);
  useEffect(() => {
    // What is so when the page opens stands on the page; only changes are news.
    if (!isFirst.current) setSpoken(text);
    isFirst.current = false;
  }, [text]);
  return (
    <p className="visually-hidden" role="status">
      {spoken}
    </p>
  );
}
