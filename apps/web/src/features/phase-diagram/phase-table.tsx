'use client';
import Link from 'next/link';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { useLanguage } from '../../i18n/use-translate';
import { decompositionText } from './diagram-phases';
import type { DiagramPoint } from './diagram-phases';
import styles from './phase-diagram.module.css';

interface PhaseTableProps {
  /** Stable ones first. */
  readonly phases: readonly DiagramPoint[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** All phases of the picture, and those that lie behind others there. */
export function PhaseTable({ phases, selected, onSelect }: PhaseTableProps) {
  const { locale, t } = useLanguage();
  return (
    <div className={styles['table']}>
      <DataTable
        caption={t('diagram.table')}
        rows={phases}
        keyOf={({ entryId }) => entryId}
        markedKey={selected}
        onRowClick={({ entryId }) => onSelect(entryId)}
        columns={[
          {
            id: 'formula',
            heading: t('col.formula'),
            isRowHeading: true,
            cell: ({ formula, material, structure }) => {
              const text = <Formula text={formula} />;
              if (structure !== null)
                return (
                  <Link href={`/structures/${structure.id}`} prefetch={false}>
                    {text}
                  </Link>
                );
              return material === null ? (
                text
              ) : (
                <Link href={`/materials/${material.id}`} prefetch={false}>
                  {text}
                </Link>
              );
            },
          },
          {
            id: 'kind',
            heading: t('diagram.kind'),
            cell: ({ entryId, structure }) => (structure === null ? entryId : t('diagram.kind.predicted')),
          },
          {
            id: 'hull',
            heading: t('col.energyAboveHull'),
            unit: 'meV/atom',
            align: 'end',
            cell: ({ isStable, energyAboveHull }) =>
              isStable ? t('diagram.stable') : <Quantity bare kind="smallEnergyPerAtom" value={energyAboveHull} />,
          },
          {
            id: 'formation',
            heading: t('col.formationEnergy'),
            unit: 'eV/atom',
            align: 'end',
            cell: ({ formationEnergyPerAtom }) => <Quantity bare kind="energyPerAtom" value={formationEnergyPerAtom} />,
          },
          {
            id: 'decomposes',
            heading: t('diagram.decomposes'),
            cell: (phase) => !phase.isStable && <Formula text={decompositionText(phase, locale)} />,
          },
        ]}
      />
    </div>
  );
}
