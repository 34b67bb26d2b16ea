import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { loadPrediction } from '../../../features/prediction/load-prediction';

/** Looks before anything is sent whether there is such a prediction, so that a wrong address is answered with 404. */
export default async function PredictionLayout({ params, children }: { params: Promise<{ id: string }>; children: ReactNode }) {
  const answer = await loadPrediction((await params).id);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.prediction === null) notFound();
  return children;
}
