'use client';
import type { Structure } from '@kessho/core/crystal/structure';
import { RADIATIONS } from '@kessho/core/diffraction/radiation';
import type { DragEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { ChartPanel } from '../../components/charts/chart-panel';
import { DiffractionChart, hklText } from '../../components/charts/diffraction-chart';
import { TUBE_NAMES, TUBES } from '../../components/charts/x-ray-tubes';
import { DataTable } from '../../components/data-table';
import { Quantity } from '../../components/quantity';
import { Segmented } from '../../components/segmented';
import { Skeleton } from '../../components/skeleton';
import { useUrlChoice, useUrlState } from '../../components/use-url-state';
import { formatNumber, formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { DiffractionAnswer } from '../../workers/crystal-tasks';
import { runTask } from '../../workers/run-task';
import styles from './diffraction-panel.module.css';

interface DiffractionPanelProps {
  readonly formula: string;
  /** The conventional cell, in which reflections have their usual indices. */
  readonly structure: Structure;
}

/** Degrees. */
const USUAL_RANGE = [10, 90] as const;
const RANGE_LIMITS = [1, 160] as const;
/** Degrees: what a laboratory diffractometer shows of a good powder. */
const FULL_WIDTH = 0.2;
/** Bytes; a pattern of 100,000 points has less. */
const LONGEST_FILE = 4_000_000;

interface MeasuredFile {
  readonly name: string;
  readonly text: string;
}

/** The powder pattern of the crystal, computed here in the browser, and how well it explains a measured one. */
export default function DiffractionPanel({ formula, structure }: DiffractionPanelProps) {
  const { locale, t } = useLanguage();
  const [tube, setTube] = useUrlChoice('tube', TUBES);
  const [range, setRange] = useRange();
  const [file, setFile] = useState<MeasuredFile | null>(null);
  const [isOver, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { answer, failure } = useDiffraction(structure, RADIATIONS[tube] ?? NaN, range, file);
  const title = t('diffraction.title');

  const take = async (taken: File | undefined) => {
    if (taken === undefined) return;
    if (taken.size > LONGEST_FILE) return setRefusal(t('diffraction.tooLong', { name: taken.name }));
    setRefusal(null);
    setFile({ name: taken.name, text: await taken.text() });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  const chart = (
    <div
      className={styles['body']}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={styles['controls']}>
        <Segmented
          isSmall
          label={t('diffraction.tube')}
          value={tube}
          options={TUBES.map((value) => ({ value, label: TUBE_NAMES[value] }))}
          onChange={setTube}
        />
        <RangeFields range={range} onRange={setRange} />
        <FilePicker file={file} onTake={(taken) => void take(taken)} onRemove={() => setFile(null)} />
      </div>
      {(refusal ?? failure) !== null && (
        <p className={styles['failure']} role="alert">
          {t(refusal === null && answer === null ? 'diffraction.failed' : 'diffraction.badFile')} {refusal ?? failure}
        </p>
      )}
      {answer === null ? (
        failure === null && <Skeleton height="17.5rem" />
      ) : (
        <DiffractionChart
          pattern={answer.pattern}
          profile={answer.profile}
          measured={answer.measured?.curve ?? null}
          range={range}
          title={title}
          description={t('diffraction.describe', {
            formula,
            count: answer.pattern.peaks.length,
            strongest: formatQuantity(answer.pattern.peaks.find(({ intensity }) => intensity === 100)?.twoTheta ?? 0, 'angle', locale),
          })}
        />
      )}
      {answer?.measured && (
        <p className={styles['fit']} role="status">
          {t('diffraction.fit', {
            residual: formatQuantity(answer.measured.match.residual, 'probability', locale),
            shift: formatQuantity(answer.measured.match.zeroShift, 'angle', locale),
            width: formatQuantity(answer.measured.match.fullWidth, 'angle', locale),
          })}
        </p>
      )}
    </div>
  );
  const table = (
    <div className={styles['scroll']}>
      <DataTable
        caption={title}
        rows={answer?.pattern.peaks ?? []}
        keyOf={(peak) => `${peak.twoTheta} ${hklText(peak)}`}
        columns={[
          { id: 'hkl', heading: <i>hkl</i>, isRowHeading: true, cell: hklText },
          {
            id: 'multiplicity',
            heading: t('col.multiplicity'),
            align: 'end',
            cell: ({ families }) => families.map(({ multiplicity }) => multiplicity).join(' + '),
          },
          { id: 'twoTheta', heading: '2θ', unit: '°', align: 'end', cell: ({ twoTheta }) => <Quantity bare kind="angle" value={twoTheta} /> },
          { id: 'd', heading: <i>d</i>, unit: 'Å', align: 'end', cell: ({ dSpacing }) => <Quantity bare kind="length" value={dSpacing} /> },
          {
            id: 'intensity',
            heading: t('diffraction.intensity'),
            align: 'end',
            cell: ({ intensity }) => formatNumber(intensity / 100, 'probability', locale),
          },
        ]}
      />
    </div>
  );
  return (
    <ChartPanel title={title} note={t('diffraction.note')} chart={chart} table={table} {...(answer && { fileStem: `${formula}-xrd-${tube}` })} />
  );
}

/** The range of 2θ, kept in the address. */
function useRange(): readonly [readonly [number, number], (range: readonly [number, number]) => void] {
  const [text, setText] = useUrlState('twotheta');
  const [from, to] = (text ?? '').split('-').map(Number);
  const isRange = from !== undefined && to !== undefined && from >= RANGE_LIMITS[0] && from < to && to <= RANGE_LIMITS[1];
  return [isRange ? [from, to] : USUAL_RANGE, (range) => setText(range.join('-') === USUAL_RANGE.join('-') ? null : range.join('-'))];
}

interface Diffraction {
  readonly answer: DiffractionAnswer | null;
  readonly failure: string | null;
}

function useDiffraction(structure: Structure, wavelength: number, [from, to]: readonly [number, number], file: MeasuredFile | null): Diffraction {
  const [state, setState] = useState<Diffraction>({ answer: null, failure: null });
  useEffect(() => {
    let isWanted = true;
    const request = {
      structure,
      wavelength,
      twoThetaRange: [from, to],
      fullWidth: FULL_WIDTH,
      measured: file?.text ?? null,
      mostStretch: 0,
    } as const;
    runTask('diffraction', request).then(
      (answer) => isWanted && setState({ answer, failure: answer.refusal }),
      (error: Error) => isWanted && setState({ answer: null, failure: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [structure, wavelength, from, to, file]);
  return state;
}

function RangeFields({ range, onRange }: { range: readonly [number, number]; onRange: (range: readonly [number, number]) => void }) {
  const { t } = useLanguage();
  const field = (end: 0 | 1) => (
    <input
      key={range[end]}
      type="number"
      className={styles['angle']}
      aria-label={t(end === 0 ? 'diffraction.from' : 'diffraction.to')}
      defaultValue={range[end]}
      min={RANGE_LIMITS[0]}
      max={RANGE_LIMITS[1]}
      step={5}
      onBlur={({ currentTarget }) => {
        const value = currentTarget.valueAsNumber;
        const next = end === 0 ? ([value, range[1]] as const) : ([range[0], value] as const);
        if (next[0] >= RANGE_LIMITS[0] && next[1] <= RANGE_LIMITS[1] && next[0] < next[1]) onRange(next);
        else currentTarget.value = String(range[end]);
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
  return (
    <span className={styles['range']}>
      2θ {field(0)} – {field(1)} °
    </span>
  );
}

interface FilePickerProps {
  readonly file: MeasuredFile | null;
  readonly onTake: (file: File | undefined) => void;
  readonly onRemove: () => void;
}

function FilePicker({ file, onTake, onRemove }: FilePickerProps) {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className={styles['file']}>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xy,.dat,.csv,.txt"
        aria-label={t('diffraction.choose')}
        onChange={({ currentTarget }) => {
          onTake(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
      {file === null ? (
        <Button size="small" title={t('diffraction.chooseHint')} onClick={() => input.current?.click()}>
          {t('diffraction.choose')}
        </Button>
      ) : (
        <>
          <span className={styles['fileName']}>{file.name}</span>
          <Button size="small" variant="quiet" onClick={onRemove}>
            {t('diffraction.remove')}
          </Button>
        </>
      )}
    </span>
  );
}
