import { parseFormula } from '@kessho/core/composition/parse-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import { PredictionEnergyVolumeDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { loadPrediction } from '../../../features/prediction/load-prediction';
import { loadRankedRows } from '../../../features/prediction/load-ranked-rows';
import { PredictionView } from '../../../features/prediction/prediction-view';
import { serverQuery } from '../../../graphql/server-query';
import { serverTranslate } from '../../../i18n/server';

interface PageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const [t, answer] = await Promise.all([serverTranslate(), loadPrediction((await params).id)]);
  if (typeof answer === 'string' || answer.prediction === null) return {};
  return { title: t('prediction.title', { formula: answer.prediction.composition.formula }) };
}

export default async function PredictionPage({ params }: PageProps) {
  const answer = await loadPrediction((await params).id);
  // The layout has answered for these.
  if (typeof answer === 'string' || answer.prediction === null) return null;
  const { id, composition } = answer.prediction;
  // Read here, so that the browser need not know the table of elements.
  const elements = parseFormula(composition.formula)
    .atomicNumbers.toSorted((a, b) => a - b)
    .map(symbolOf);
  const [rows, landscape] = await Promise.all([loadRankedRows(id), serverQuery(PredictionEnergyVolumeDocument, { id })]);
  return <PredictionView prediction={answer.prediction} elements={elements} rows={rows} points={landscape.prediction?.energyVolume ?? []} />;
}
