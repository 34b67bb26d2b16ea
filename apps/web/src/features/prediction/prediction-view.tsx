'use client';
import { PredictionDocument, PredictionStructuresDocument } from '@kessho/schema/generated/graphql';
import { useMemo } from 'react';
import { brushFromText, isInBrush, textFromBrush } from '../../components/charts/brush';
import { CommentsPanel } from '../../components/comments/comments-panel';
import { CopyAs } from '../../components/copy-as';
import { ProjectsPanel } from '../../components/projects/projects-panel';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import { EventsPanel } from './events-panel';
import { FunnelPanel } from './funnel-panel';
import { LandscapePanel } from './landscape-panel';
import { ParametersPanel } from './parameters-panel';
import { PredictionHead } from './prediction-head';
import type { EnergyVolumePoint, Prediction, RankedRow } from './prediction-types';
import { isFinal } from './prediction-types';
import styles from './prediction-view.module.css';
import { ProposalsPanel } from './proposals-panel';
import { RankedPanel } from './ranked-panel';
import { StagesPanel } from './stages-panel';
import { useLiveProgress } from './use-live-progress';
import { WyckoffPanel } from './wyckoff-panel';

interface PredictionViewProps {
  readonly prediction: Prediction;
  /** By rising atomic number. */
  readonly elements: readonly string[];
  readonly rows: readonly RankedRow[];
  readonly points: readonly EnergyVolumePoint[];
}

/** The page of one prediction, from its stages to its ranking. */
export function PredictionView({ prediction, elements, rows, points }: PredictionViewProps) {
  const t = useTranslate();
  const { progress, channel, update } = useLiveProgress(prediction);
  const [filterText, setFilterText] = useUrlState('sg');
  const filter = filterText === null ? null : Number(filterText);
  const setFilter = (spaceGroupNumber: number | null) => setFilterText(spaceGroupNumber === null ? null : String(spaceGroupNumber));
  const known = useMemo(() => new Set(rows.filter((row) => row.knownMatch !== null).map(({ id }) => id)), [rows]);
  const { formula } = prediction.composition;
  const [brushText, setBrushText] = useUrlState('brush');
  const brush = useMemo(() => brushFromText(brushText), [brushText]);
  const lowest = useMemo(() => points.reduce((least, { energyPerAtom }) => Math.min(least, energyPerAtom), Infinity), [points]);
  const shown = useMemo(
    () =>
      rows
        .filter(({ spaceGroup }) => filter === null || spaceGroup?.number === filter)
        .filter((row) => brush === null || isInBrush(brush, { ...row, energyPerAtom: row.energyPerAtom - lowest })),
    [rows, filter, brush, lowest],
  );

  // While there is nothing to rank, what is going on matters more than the place where the ranking will be.
  const hasResult = rows.length > 0 || isFinal(progress);
  const ranking = (
    <RankedPanel
      predictionId={prediction.id}
      formula={formula}
      rows={rows}
      shown={shown}
      isFinal={isFinal(progress)}
      filter={filter}
      onClearFilter={() => setFilter(null)}
      isBrushed={brush !== null}
      onClearBrush={() => setBrushText(null)}
    />
  );

  return (
    <div className={styles['page']}>
      <PredictionHead prediction={prediction} progress={progress} onProgress={update} />
      {progress.failureCode !== null && (
        <div className={styles['failure']} role="alert">
          <strong>{t('prediction.failure')}</strong> <code>{progress.failureCode}</code>
          <p>{progress.failureMessage}</p>
        </div>
      )}
      <StagesPanel progress={progress} channel={channel} />
      {hasResult && ranking}
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <ProposalsPanel formula={formula} probabilities={prediction.spaceGroupProbabilities} selected={filter} onSelect={setFilter} />
          <WyckoffPanel
            id={prediction.id}
            elements={elements}
            isProposed={progress.stages.some(({ name, state }) => name === 'PROPOSE' && state === 'DONE')}
            filter={filter}
          />
        </div>
        <div className={styles['column']}>
          <FunnelPanel funnel={progress.funnel} rejections={progress.rejections} />
          <ParametersPanel prediction={prediction} />
        </div>
      </div>
      <LandscapePanel
        formula={formula}
        points={points}
        known={known}
        filter={filter}
        brush={brush}
        onBrush={(next) => setBrushText(next && textFromBrush(next))}
      />
      {!hasResult && ranking}
      <EventsPanel id={prediction.id} progress={progress} />
      <ProjectsPanel subjectId={prediction.id} />
      <CommentsPanel subjectId={prediction.id} />
      <CopyAs
        requests={[
          { document: PredictionDocument, variables: { id: prediction.id } },
          { document: PredictionStructuresDocument, variables: { id: prediction.id, first: 10 } },
        ]}
      />
    </div>
  );
}
