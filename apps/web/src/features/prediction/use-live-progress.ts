'use client';
import { PredictionDocument, PredictionUpdatedDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { browserClient } from '../../graphql/browser-client';
import type { PredictionProgress } from './prediction-types';
import { isFinal } from './prediction-types';

const POLL_MS = 2000;
/** After a lost stream the next attempt to get one. */
const RESUBSCRIBE_MS = 15_000;
/** Results beside the progress are read anew at most this often while a stage runs, and at the end of each stage. */
const REFRESH_MS = 4000;

interface LiveProgress {
  readonly progress: PredictionProgress;
  /** `live` while updates are pushed, `polling` while they are asked for, `final` when there will be none. */
  readonly channel: 'live' | 'polling' | 'final';
  /** Take over what a mutation returned. */
  readonly update: (progress: PredictionProgress) => void;
}

/** The progress of a prediction as it goes on: by subscription, and by polling whenever that is not to be had. */
export function useLiveProgress(initial: PredictionProgress): LiveProgress {
  const [latest, setLatest] = useState(initial);
  const [isStreaming, setStreaming] = useState(true);
  const [attempt, setAttempt] = useState(0);
  // The server may have read it later than the last update came, or the other way round.
  const progress = latest.id === initial.id && latest.sequence > initial.sequence ? latest : initial;
  const isDone = isFinal(progress);
  const { id } = initial;

  useEffect(() => {
    if (isDone) return;
    let hasEnded = false;
    const lose = () => {
      if (hasEnded) return;
      hasEnded = true;
      setStreaming(false);
    };
    const { unsubscribe } = browserClient.subscription(PredictionUpdatedDocument, { id }).subscribe(({ data, error, hasNext }) => {
      if (data !== undefined) {
        setStreaming(true);
        setLatest(data.predictionUpdated.prediction);
      }
      if (error !== undefined || !hasNext) lose();
    });
    const retry = setInterval(() => hasEnded && setAttempt((count) => count + 1), RESUBSCRIBE_MS);
    return () => {
      hasEnded = true;
      unsubscribe();
      clearInterval(retry);
    };
  }, [id, isDone, attempt]);

  useEffect(() => {
    if (isDone || isStreaming) return;
    const poll = async () => {
      const { data } = await browserClient.query(PredictionDocument, { id }).toPromise();
      if (data?.prediction) setLatest(data.prediction);
    };
    const timer = setInterval(() => void poll(), POLL_MS);
    return () => clearInterval(timer);
  }, [id, isDone, isStreaming]);

  useRefreshedResults(progress);
  return { progress, channel: isDone ? 'final' : isStreaming ? 'live' : 'polling', update: setLatest };
}

/** Have the server make the page anew when there is more to see than the progress: proposals, points, ranks. */
function useRefreshedResults(progress: PredictionProgress): void {
  const router = useRouter();
  const finished = progress.stages.filter(({ state }) => state === 'DONE').length;
  const milestone = `${progress.state} ${finished}`;
  const seen = useRef(milestone);
  const lastRefresh = useRef(0);
  const { relaxed } = progress.funnel;
  const seenRelaxed = useRef(relaxed);
  useEffect(() => {
    const isMilestone = seen.current !== milestone;
    const isDue = seenRelaxed.current !== relaxed && Date.now() - lastRefresh.current > REFRESH_MS;
    if (!isMilestone && !isDue) return;
    seen.current = milestone;
    seenRelaxed.current = relaxed;
    lastRefresh.current = Date.now();
    router.refresh();
  }, [milestone, relaxed, router]);
}
