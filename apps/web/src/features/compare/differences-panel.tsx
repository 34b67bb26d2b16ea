'use client';
import type { ReactNode } from 'react';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { crystalSystemOf } from '../../format/crystal-system';
import type { QuantityKind } from '../../format/format-quantity';
import { formatNumber, quantityUnit } from '../../format/format-quantity';
import type { Translate } from '../../i18n/format-message';
import type { Locale } from '../../i18n/locale';
import { useLanguage } from '../../i18n/use-translate';
import styles from './compare-view.module.css';
import type { ComparedStructure } from './compared-structure';
import { letterOf, nameOf } from './compared-structure';

interface Row {
  readonly term: ReactNode;
  readonly key: string;
  readonly unit: string;
  readonly cells: readonly ReactNode[];
  /** Whether the structures differ in it as far as one can see. */
  readonly differs: boolean;
}

/** All numbers side by side; what is not the same is marked, and how far it is from the first. */
export function DifferencesPanel({ structures }: { structures: readonly ComparedStructure[] }) {
  const { locale, t } = useLanguage();
  const title = t('compare.numbers');
  const rows = rowsOf(structures, locale, t);
  const models = new Set(structures.map(({ stability }) => stability?.hull.energyModel.id));
  const columns: Column<Row>[] = [
    {
      id: 'term',
      heading: t('compare.quantity'),
      isRowHeading: true,
      cell: ({ term, unit, differs }) => (
        <span className={styles['term']}>
          <span className={differs ? styles['differs'] : undefined} title={differs ? t('compare.differs') : t('compare.same')}>
            <span aria-hidden="true">{differs ? '≠' : '='}</span>
            <span className="visually-hidden">{differs ? t('compare.differs') : t('compare.same')}</span>
          </span>
          <span>
            {term}
            {unit !== '' && <span className={styles['unit']}> {unit}</span>}
          </span>
        </span>
      ),
    },
    ...structures.map((structure, index): Column<Row> => ({
      id: structure.id,
      heading: <span title={nameOf(structure, index)}>{letterOf(index)}</span>,
      align: 'end',
      cell: ({ cells }) => cells[index],
    })),
  ];
  return (
    <Panel title={title} note={t('compare.numbersNote')} isFlush>
      {models.size > 1 && <p className={styles['note']}>{t('compare.otherModel')}</p>}
      <DataTable caption={title} rows={rows} keyOf={({ key }) => key} columns={columns} />
    </Panel>
  );
}

function rowsOf(structures: readonly ComparedStructure[], locale: Locale, t: Translate): Row[] {
  const text = (
    term: ReactNode,
    key: string,
    values: readonly (string | number | null)[],
    show: (index: number) => ReactNode = (index) => values[index],
  ): Row => ({
    term,
    key,
    unit: '',
    cells: values.map((value, index) => (value === null ? <Quantity kind="length" value={null} /> : show(index))),
    differs: new Set(values).size > 1,
  });
  const number = (term: ReactNode, key: string, kind: QuantityKind, values: readonly (number | null | undefined)[]): Row => {
    const shown = values.map((value) => (value === null || value === undefined ? null : formatNumber(value, kind, locale)));
    const [first] = values;
    const cells = values.map((value, index) => (
      <>
        <Quantity bare kind={kind} value={value} />
        {index > 0 && typeof first === 'number' && typeof value === 'number' && shown[index] !== shown[0] && (
          <span className={styles['delta']}>
            {value > first ? '+' : ''}
            {formatNumber(value - first, kind, locale)}
          </span>
        )}
      </>
    ));
    return { term, key, unit: quantityUnit(kind), cells, differs: new Set(shown).size > 1 };
  };
  const cell = (name: 'a' | 'b' | 'c' | 'alpha' | 'beta' | 'gamma') => structures.map(({ geometry }) => geometry.cellParameters[name]);
  return [
    text(
      t('col.spaceGroup'),
      'group',
      structures.map(({ spaceGroup }) => spaceGroup?.number ?? null),
      (index) => {
        const group = structures[index]?.spaceGroup;
        return group && <SpaceGroupSymbol {...group} />;
      },
    ),
    text(
      t('col.crystalSystem'),
      'system',
      structures.map(({ spaceGroup }) => spaceGroup && t(`system.${crystalSystemOf(spaceGroup.number)}`)),
    ),
    text(
      t('col.prototype'),
      'prototype',
      structures.map(({ prototype }) => prototype),
      (index) => <code>{structures[index]?.prototype}</code>,
    ),
    text(
      t('structure.energies.known'),
      'known',
      structures.map(({ knownMatch }) => knownMatch?.sourceId ?? t('compare.knownNone')),
    ),
    number(
      t('structure.energies.hull'),
      'hull',
      'smallEnergyPerAtom',
      structures.map(({ stability }) => stability?.energyAboveHull),
    ),
    number(
      t('structure.energies.formation'),
      'formation',
      'energyPerAtom',
      structures.map(({ stability }) => stability?.formationEnergyPerAtom),
    ),
    number(
      t('structure.energies.total'),
      'energy',
      'energyPerAtom',
      structures.map(({ energyPerAtom }) => energyPerAtom),
    ),
    number(
      t('col.probability'),
      'probability',
      'probability',
      structures.map(({ probability }) => probability),
    ),
    number(
      t('structure.lattice.perAtom'),
      'volume',
      'volume',
      structures.map(({ volumePerAtom }) => volumePerAtom),
    ),
    number(
      t('structure.lattice.density'),
      'density',
      'density',
      structures.map(({ density }) => density),
    ),
    text(
      t('structure.lattice.sites'),
      'sites',
      structures.map(({ geometry }) => geometry.numberOfSites),
    ),
    number(<i>a</i>, 'a', 'length', cell('a')),
    number(<i>b</i>, 'b', 'length', cell('b')),
    number(<i>c</i>, 'c', 'length', cell('c')),
    number('α', 'alpha', 'angle', cell('alpha')),
    number('β', 'beta', 'angle', cell('beta')),
    number('γ', 'gamma', 'angle', cell('gamma')),
  ];
}
