'use client';
import Link from 'next/link';
import { Button } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { spaceGroupText } from '../../format/space-group-text';
import { useTranslate } from '../../i18n/use-translate';
import styles from './entry.module.css';
import type { PatternMatches, PatternMatchRow } from './use-pattern-matches';

interface PatternMatchTableProps {
  readonly matches: PatternMatches;
  /** The row whose calculated curve is drawn. */
  readonly shownId: string | null;
  readonly onShow: (id: string) => void;
  readonly onPredict: () => void;
}

/** Which structure explains the pattern, the best first; choosing a row draws its curve. */
export function PatternMatchTable({ matches: { formula, rows, total, isDone }, shownId, onShow, onPredict }: PatternMatchTableProps) {
  const t = useTranslate();
  if (isDone && total === 0) {
    return (
      <Message title={t('pattern.none', { formula })} hint={t('pattern.noneHint')}>
        <Button variant="primary" onClick={onPredict}>
          {t('home.try', { formula })}
        </Button>
      </Message>
    );
  }
  const columns: Column<PatternMatchRow>[] = [
    {
      id: 'structure',
      heading: t('col.spaceGroup'),
      isRowHeading: true,
      cell: ({ href, spaceGroup }) => (
        <Link href={href} prefetch={false}>
          {spaceGroup ? <SpaceGroupSymbol {...spaceGroup} /> : t('structure.viewer')}
        </Link>
      ),
    },
    {
      id: 'origin',
      heading: t('col.origin'),
      cell: ({ rank, sourceId }) => (sourceId === null ? t('pattern.predicted', { rank: rank ?? 0 }) : t('pattern.known', { id: sourceId })),
    },
    {
      id: 'residual',
      heading: t('pattern.residual'),
      align: 'end',
      cell: ({ answer, failure }) =>
        answer === null ? <span className={styles['hint']}>{failure}</span> : <Quantity kind="probability" value={answer.measured?.match.residual} />,
    },
    {
      id: 'shift',
      heading: t('pattern.zeroShift'),
      align: 'end',
      cell: ({ answer }) => <Quantity kind="angle" value={answer?.measured?.match.zeroShift} />,
    },
    {
      id: 'stretch',
      heading: t('pattern.stretch'),
      align: 'end',
      cell: ({ answer }) => <Quantity kind="probability" value={answer?.measured?.match.stretch} />,
    },
    {
      id: 'hull',
      heading: t('col.energyAboveHull'),
      unit: 'meV/atom',
      align: 'end',
      cell: ({ rank, energyAboveHull }) => rank !== null && <Quantity bare kind="smallEnergyPerAtom" value={energyAboveHull} />,
    },
    {
      id: 'show',
      heading: <span className="visually-hidden">{t('pattern.show')}</span>,
      cell: ({ id, answer, spaceGroup, sourceId, rank }) =>
        answer !== null && (
          <Button
            size="small"
            variant="quiet"
            aria-pressed={id === shownId}
            aria-label={t('pattern.showRow', {
              name: `${spaceGroup === null ? '' : spaceGroupText(spaceGroup.symbol)} ${sourceId ?? rank ?? ''}`.trim(),
            })}
            onClick={() => onShow(id)}
          >
            {t('pattern.show')}
          </Button>
        ),
    },
  ];
  return (
    <section>
      <h3>{t('pattern.result')}</h3>
      <p className={styles['hint']} role="status">
        {isDone ? t('pattern.done', { count: total }) : t('pattern.progress', { done: rows.length, total })}
      </p>
      {rows.length > 0 && <DataTable caption={t('pattern.result')} columns={columns} rows={rows} keyOf={({ id }) => id} markedKey={shownId} />}
    </section>
  );
}
