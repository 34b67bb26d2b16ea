import { PredictionDocument, PredictionEnergyVolumeDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { loadRankedRows } from '../../../features/prediction/load-ranked-rows';
import { PredictionView } from '../../../features/prediction/prediction-view';
import { orMissing } from '../../../graphql/or-missing';
import { serverQuery } from '../../../graphql/server-query';
import { serverTranslate } from '../../../i18n/server';

interface PageProps {
  readonly params: Promise<{ id: string }>;
}

const loadPrediction = (id: string) => orMissing(serverQuery(PredictionDocument, { id }));

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { id } = await params;
  const [t, answer] = await Promise.all([serverTranslate(), loadPrediction(decodeURIComponent(id)).catch(() => 'missing' as const)]);
  if (typeof answer === 'string' || answer.prediction === null) return {};
  return { title: t('prediction.title', { formula: answer.prediction.composition.formula }) };
}

export default async function PredictionPage({ params }: PageProps) {
  const id = decodeURIComponent((await params).id);
  const answer = await loadPrediction(id);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.prediction === null) notFound();
  const [rows, landscape] = await Promise.all([loadRankedRows(id), serverQuery(PredictionEnergyVolumeDocument, { id })]);
  return <PredictionView prediction={answer.prediction} rows={rows} points={landscape.prediction?.energyVolume ?? []} />;
}
