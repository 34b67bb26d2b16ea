'use client';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { useLanguage } from '../../i18n/use-translate';
import { potentialRanges } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import { rangeText } from './range-text';

interface PotentialTableProps {
  readonly diagram: LoadedDiagram;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** The chemical potentials between which each stable phase is stable. */
export function PotentialTable({ diagram: { phases, facets, elements }, selected, onSelect }: PotentialTableProps) {
  const { locale, t } = useLanguage();
  const rows = phases.filter(({ isStable }) => isStable).map((phase) => ({ phase, ranges: potentialRanges(phase, facets, elements) }));
  return (
    <div className={styles['table']}>
      <DataTable
        caption={t('diagram.table.potentials')}
        rows={rows}
        keyOf={({ phase }) => phase.entryId}
        markedKey={selected}
        onRowClick={({ phase }) => onSelect(phase.entryId)}
        columns={[
          { id: 'formula', heading: t('col.formula'), isRowHeading: true, cell: ({ phase }) => <Formula text={phase.formula} /> },
          ...elements.map((element, axis) => ({
            id: element,
            heading: `μ(${element})`,
            unit: 'eV/atom',
            align: 'end' as const,
            cell: ({ ranges }: (typeof rows)[number]) => {
              const range = ranges[axis];
              return range && rangeText(range, locale);
            },
          })),
        ]}
      />
    </div>
  );
}
