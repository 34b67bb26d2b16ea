'use client';
import { useEffect, useState } from 'react';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { structureOf, viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { formatNumber } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { StructureComparison } from '../../workers/crystal-tasks';
import { runTask } from '../../workers/run-task';
import type { ComparedStructure } from './compared-structure';
import { letterOf, nameOf } from './compared-structure';

interface Pair {
  readonly first: number;
  readonly second: number;
}

type Outcome = StructureComparison | 'failed' | null;

/** How far apart the atoms of each pair lie once they are overlaid as well as can be. */
export function DistancesPanel({ structures }: { structures: readonly ComparedStructure[] }) {
  const { locale, t } = useLanguage();
  const pairs = structures.flatMap((_, first) => structures.slice(first + 1).map((__, k): Pair => ({ first, second: first + 1 + k })));
  const outcomes = useComparisons(structures);
  const outcomeOf = ({ first, second }: Pair): Outcome => outcomes.get(`${first} ${second}`) ?? null;
  const name = (index: number): string => {
    const structure = structures[index];
    return structure === undefined ? '' : nameOf(structure, index);
  };
  const verdict = (pair: Pair): string => {
    const outcome = outcomeOf(pair);
    if (outcome === null) return t('compare.computing');
    if (outcome === 'failed') return t('compare.failed');
    if (structures[pair.first]?.prediction.composition.formula !== structures[pair.second]?.prediction.composition.formula)
      return t('compare.otherComposition');
    return outcome.matches ? t('compare.match') : t('compare.noMatch');
  };
  const title = t('compare.distances');
  return (
    <Panel title={title} note={t('compare.distancesNote')} isFlush>
      <DataTable
        caption={title}
        rows={pairs}
        keyOf={({ first, second }) => `${first} ${second}`}
        columns={[
          {
            id: 'pair',
            heading: t('compare.pair'),
            isRowHeading: true,
            cell: ({ first, second }) => (
              <span title={`${name(first)} – ${name(second)}`}>
                {letterOf(first)} – {letterOf(second)}
              </span>
            ),
          },
          { id: 'verdict', heading: t('compare.verdict'), cell: verdict },
          {
            id: 'rms',
            heading: t('compare.rms'),
            unit: 'Å',
            align: 'end',
            cell: (pair) => {
              const outcome = outcomeOf(pair);
              return <Quantity bare kind="length" value={outcome === null || outcome === 'failed' ? null : outcome.rmsDistance} />;
            },
          },
          {
            id: 'relative',
            heading: <span title={t('compare.relativeHint')}>{t('compare.relative')}</span>,
            align: 'end',
            cell: (pair) => {
              const outcome = outcomeOf(pair);
              return outcome === null || outcome === 'failed' || outcome.rms === null ? (
                <Quantity kind="length" value={null} />
              ) : (
                formatNumber(outcome.rms, 'length', locale)
              );
            },
          },
        ]}
      />
    </Panel>
  );
}

/** By `first second`; what is missing is under way. */
function useComparisons(structures: readonly ComparedStructure[]): ReadonlyMap<string, Outcome> {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  useEffect(() => {
    let isWanted = true;
    const crystals = structures.map(({ geometry }) => structureOf(viewerStructureOf(geometry)));
    const keep = (key: string) => (outcome: Outcome) => isWanted && setOutcomes((before) => new Map(before).set(key, outcome));
    setOutcomes(new Map());
    crystals.forEach((first, i) =>
      crystals.slice(i + 1).forEach((second, k) => {
        const key = `${i} ${i + 1 + k}`;
        runTask('comparison', { first, second }).then(keep(key), () => keep(key)('failed'));
      }),
    );
    return () => {
      isWanted = false;
    };
  }, [structures]);
  return outcomes;
}
