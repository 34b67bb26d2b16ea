'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { Button, buttonClass } from '../../components/button';
import type { Column } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { saveBlob } from '../../components/save-file';
import { useLanguage } from '../../i18n/use-translate';
import { BibliographyButton } from './bibliography-button';
import { ColumnMenu, shownColumns } from './column-menu';
import { MATERIAL_CSV, PREDICTED_CSV } from './explore-csv';
import { ExploreTable } from './explore-table';
import { sortOf, sortText } from './explore-view';
import type { ExploreKind } from './explore-view';
import styles from './explore.module.css';
import type { ExploreAnswer, MaterialRow, PageInfo, PredictedRow } from './load-explore-page';
import { FIRST_MATERIAL_COLUMNS, useMaterialColumns } from './material-columns';
import { Paging } from './paging';
import { FIRST_PREDICTED_COLUMNS, usePredictedColumns } from './predicted-columns';
import type { ExploreAddress } from './use-explore-address';

type AnswerOf<Kind> = Extract<ExploreAnswer, { readonly kind: Kind }> & { readonly address: ExploreAddress; readonly count: ReactNode };

/** More elements than this make no picture of a phase diagram. */
const MOST_DRAWN_ELEMENTS = 4;

export function MaterialResults(props: AnswerOf<'materials'>) {
  const { t } = useLanguage();
  const schemes = new Set(props.rows.flatMap(({ energyAboveHull, correctionScheme }) => (energyAboveHull === null ? [] : [correctionScheme])));
  const note = schemes.size > 1 && t('explore.mixedSchemes', { schemes: [...schemes].join(', ') });
  return (
    <Results<MaterialRow>
      {...props}
      columns={useMaterialColumns()}
      first={FIRST_MATERIAL_COLUMNS}
      csv={MATERIAL_CSV}
      note={note}
      hrefOf={materialHref}
      nameOf={materialName}
      elementsOf={materialElements}
    />
  );
}

export function PredictedResults(props: AnswerOf<'predictions'>) {
  return (
    <Results<PredictedRow>
      {...props}
      columns={usePredictedColumns()}
      first={FIRST_PREDICTED_COLUMNS}
      csv={PREDICTED_CSV}
      note={false}
      hrefOf={predictedHref}
      nameOf={predictedName}
      elementsOf={predictedElements}
    />
  );
}

const materialHref = ({ id }: MaterialRow): string => `/materials/${id}`;
const materialName = ({ formula, sourceId }: MaterialRow): string => `${formula} (${sourceId})`;
const materialElements = ({ elements }: MaterialRow): readonly string[] => elements;
const predictedHref = ({ id }: PredictedRow): string => `/structures/${id}`;
const predictedName = ({ composition, rank }: PredictedRow): string => `${composition.formula}, ${rank ?? '–'}`;
const predictedElements = ({ composition }: PredictedRow): readonly string[] => composition.elements;

interface ResultsProps<Row> {
  readonly kind: ExploreKind;
  readonly rows: readonly Row[];
  readonly pageInfo: PageInfo;
  readonly count: ReactNode;
  readonly address: ExploreAddress;
  readonly columns: readonly Column<Row>[];
  readonly first: readonly string[];
  readonly csv: { readonly heading: string; readonly records: (rows: readonly Row[]) => string };
  readonly note: ReactNode;
  readonly hrefOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly elementsOf: (row: Row) => readonly string[];
}

/** A page of rows with what can be done with them. Selected rows stay selected on other pages. */
function Results<Row extends { readonly id: string }>(props: ResultsProps<Row>) {
  const { kind, rows, pageInfo, count, address, columns, first, csv, note, hrefOf, nameOf, elementsOf } = props;
  const { t } = useLanguage();
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const select = useCallback((row: Row) => {
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(row.id)) next.set(row.id, row);
      return next;
    });
  }, []);
  const shown = shownColumns(address.parameters.get('cols'), columns, first);
  const elements = [...new Set([...selected.values()].flatMap(elementsOf))].sort();
  return (
    <Panel
      title={t(`explore.kind.${kind}`)}
      note={<span role="status">{count}</span>}
      isFlush
      actions={<ColumnMenu columns={columns} shown={shown} first={first} onChange={(cols) => address.change({ cols })} />}
    >
      {note !== false && <p className={styles['note']}>{note}</p>}
      {selected.size > 0 && (
        <div className={styles['selection']} role="group" aria-label={t('explore.selected', { count: selected.size })}>
          <span>{t('explore.selected', { count: selected.size })}</span>
          <Button
            size="small"
            onClick={() =>
              saveBlob(new Blob([csv.heading + csv.records([...selected.values()])], { type: 'text/csv' }), `kessho-${kind}-selected.csv`)
            }
          >
            {t('explore.export')}
          </Button>
          {kind === 'materials' && <BibliographyButton ids={[...selected.keys()]} />}
          {elements.length > 1 && elements.length <= MOST_DRAWN_ELEMENTS && (
            <Link className={buttonClass({ size: 'small' })} href={`/phase-diagram?system=${elements.join('-')}`}>
              {t('explore.diagram', { system: elements.join('–') })}
            </Link>
          )}
          <Button size="small" variant="quiet" onClick={() => setSelected(new Map())}>
            {t('explore.unselect')}
          </Button>
        </div>
      )}
      <ExploreTable
        caption={t(`explore.kind.${kind}`)}
        rows={rows}
        columns={columns.filter(({ id }) => shown.includes(id))}
        sort={sortOf(address.parameters)}
        onSort={(sort) => address.change({ sort: sortText(sort, kind) })}
        selected={new Set(selected.keys())}
        onSelect={select}
        hrefOf={hrefOf}
        nameOf={nameOf}
      />
      <Paging pageInfo={pageInfo} address={address} />
    </Panel>
  );
}
