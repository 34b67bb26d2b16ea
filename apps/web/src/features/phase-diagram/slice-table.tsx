'use client';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { useTranslate } from '../../i18n/use-translate';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import type { Slice } from './slice';
import { fieldName, sliceFields } from './slice';

/** The fields of a slice: the phases that coexist in each, and at what chemical potentials. */
export function SliceTable({ diagram, slice }: { diagram: LoadedDiagram; slice: Slice }) {
  const t = useTranslate();
  const rows = sliceFields(diagram, slice).map((field) => ({ name: fieldName(diagram, field), potentials: field.facet.chemicalPotentials }));
  return (
    <div className={styles['table']}>
      <DataTable
        caption={t('diagram.table.fields')}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { id: 'phases', heading: t('diagram.slice.phases'), isRowHeading: true, cell: ({ name }) => <Formula text={name} /> },
          ...diagram.elements.map((element, axis) => ({
            id: element,
            heading: `μ(${element})`,
            unit: 'eV/atom',
            align: 'end' as const,
            cell: ({ potentials }: (typeof rows)[number]) => <Quantity bare kind="energyPerAtom" value={potentials[axis]} />,
          })),
        ]}
      />
    </div>
  );
}
