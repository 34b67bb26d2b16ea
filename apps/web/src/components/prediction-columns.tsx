'use client';
import type { PredictionSummaryFragment } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useLanguage } from '../i18n/use-translate';
import { Chip } from './chip';
import type { Column } from './data-table';
import { Formula } from './formula';
import { PREDICTION_TONES } from './prediction-tones';
import { Started } from './started';

type Summary = Pick<PredictionSummaryFragment, 'id' | 'composition' | 'state' | 'stage' | 'progress' | 'budget' | 'createdAt' | 'startedBy'>;

/** What tables of predictions have in common, by name, to be put in the order of each. */
export function usePredictionColumns(): Readonly<Record<'formula' | 'state' | 'progress' | 'budget' | 'started', Column<Summary>>> {
  const { t } = useLanguage();
  return {
    formula: {
      id: 'formula',
      heading: t('col.formula'),
      isRowHeading: true,
      cell: ({ id, composition }) => (
        <Link href={`/predictions/${id}`} prefetch={false}>
          <Formula text={composition.formula} />
        </Link>
      ),
    },
    state: { id: 'state', heading: t('col.state'), cell: ({ state }) => <Chip tone={PREDICTION_TONES[state]}>{t(`state.${state}`)}</Chip> },
    progress: {
      id: 'progress',
      heading: t('col.progress'),
      cell: ({ stage, progress }) => (stage === null ? '' : `${t(`stage.${stage}`)}${progress ? ` ${progress.done}/${progress.total}` : ''}`),
    },
    budget: { id: 'budget', heading: t('col.budget'), cell: ({ budget }) => t(`home.budget.${budget}`) },
    started: {
      id: 'started',
      heading: t('col.started'),
      align: 'end',
      cell: ({ createdAt, startedBy }) => <Started at={createdAt} by={startedBy} />,
    },
  };
}
