'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import { Button } from '../../components/button';
import frame from '../../components/charts/chart-frame.module.css';
import { HULL_GRADIENT } from '../../components/charts/phase-diagram/hull-color';
import { SaveChart } from '../../components/charts/save-chart';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import { useUrlChoice, useUrlState } from '../../components/use-url-state';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import { axesFromText, axesOf } from './axes';
import { diagramCsv } from './diagram-csv';
import { HullPicture } from './hull-picture';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import { PhaseTable } from './phase-table';
import { picturesOf } from './pictures';
import { MOST_SHARE, sliceFromText, textFromSlice } from './slice';

const PotentialTable = dynamic(() => import('./potential-table').then((module) => module.PotentialTable));
const SliceTable = dynamic(() => import('./slice-table').then((module) => module.SliceTable));

interface HullPanelProps {
  readonly diagram: LoadedDiagram;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** meV/atom */
const MOST_THRESHOLD = 500;
const THRESHOLD_STEP = 5;
const FIRST_THRESHOLD = 100;
const LABELS = ['stable', 'all', 'none'] as const;
const VIEWS = ['chart', 'table'] as const;

/** The pictures of the hull, and the table behind each; which one, and everything chosen for it, stands in the address. */
export function HullPanel({ diagram, selected, onSelect }: HullPanelProps) {
  const { locale, t } = useLanguage();
  const { elements } = diagram;
  const [view, setView] = useUrlChoice('view', VIEWS);
  const [pictureText, setPicture] = useUrlState('picture');
  const [labels, setLabels] = useUrlChoice('labels', LABELS);
  const [thresholdText, setThreshold] = useUrlState('upto');
  const [sliceText, setSlice] = useUrlState('slice');
  const [axesText, setAxes] = useUrlState('axes');
  const drawing = useRef<HTMLDivElement>(null);
  const pictures = picturesOf(elements.length);
  const picture = pictures.find((candidate) => candidate === pictureText) ?? pictures[0];
  const slice = sliceFromText(sliceText, elements);
  const axes = axesFromText(axesText, elements);
  const threshold = thresholdOf(thresholdText) / 1000;
  const shown = diagram.phases.filter(({ isStable, energyAboveHull }) => isStable || energyAboveHull <= threshold);
  const isTable = view === 'table' || picture === undefined;
  const hasPhases = picture !== 'potentials';

  const table = (): ReactNode => {
    if (picture === 'potentials') return <PotentialTable diagram={diagram} selected={selected} onSelect={onSelect} />;
    if (picture === 'slice') return <SliceTable diagram={diagram} slice={slice} />;
    return <PhaseTable phases={shown} selected={selected} onSelect={onSelect} />;
  };

  return (
    <Panel
      title={t(hasPhases ? 'diagram.chart' : 'diagram.picture.potentials')}
      {...(hasPhases && {
        note: t('diagram.thresholdOf', {
          energy: formatQuantity(threshold, 'smallEnergyPerAtom', locale),
          count: shown.filter(({ isStable }) => !isStable).length,
          total: diagram.unstableCount,
        }),
      })}
      isFlush
      actions={
        <>
          <SaveChart
            chart={isTable ? null : drawing}
            fileStem={`${elements.join('-')}-${picture ?? 'phases'}`}
            csv={() => diagramCsv(diagram, hasPhases ? shown : shown.filter(({ isStable }) => isStable))}
          />
          {picture !== undefined && (
            <Button size="small" variant="quiet" aria-pressed={isTable} onClick={() => setView(isTable ? 'chart' : 'table')}>
              {isTable ? t('action.showChart') : t('action.showTable')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['controls']}>
        {pictures.length > 1 && picture !== undefined && (
          <Choice label={t('diagram.picture')}>
            <Segmented
              isSmall
              label={t('diagram.picture')}
              value={picture}
              options={pictures.map((value) => ({ value, label: t(`diagram.picture.${value}`) }))}
              onChange={(value) => setPicture(value === pictures[0] ? null : value)}
            />
          </Choice>
        )}
        {hasPhases && (
          <Slider
            label={t('diagram.threshold')}
            value={threshold * 1000}
            most={MOST_THRESHOLD}
            step={THRESHOLD_STEP}
            text={formatQuantity(threshold, 'smallEnergyPerAtom', locale)}
            onChange={(value) => setThreshold(value === FIRST_THRESHOLD ? null : String(value))}
          />
        )}
        {hasPhases && !isTable && (
          <Choice label={t('diagram.labels')}>
            <Segmented
              isSmall
              label={t('diagram.labels')}
              value={labels}
              options={LABELS.map((value) => ({ value, label: t(`diagram.labels.${value}`) }))}
              onChange={setLabels}
            />
          </Choice>
        )}
        {picture === 'slice' && (
          <>
            <Choice label={t('diagram.slice.element')}>
              <Segmented
                isSmall
                label={t('diagram.slice.element')}
                value={elements[slice.element] ?? ''}
                options={elements.map((value) => ({ value, label: value }))}
                onChange={(value) => setSlice(textFromSlice({ ...slice, element: elements.findIndex((element) => element === value) }, elements))}
              />
            </Choice>
            <Slider
              label={t('diagram.slice.share', { element: elements[slice.element] ?? '' })}
              value={Math.round(slice.share * 100)}
              most={MOST_SHARE * 100}
              step={1}
              text={formatQuantity(slice.share, 'probability', locale)}
              onChange={(value) => setSlice(textFromSlice({ ...slice, share: value / 100 }, elements))}
            />
          </>
        )}
        {picture === 'potentials' && elements.length > 2 && (
          <Choice label={t('diagram.axes')}>
            <Segmented
              isSmall
              label={t('diagram.axes')}
              value={axes.join()}
              options={axesOf(elements).map((pair) => ({ value: pair.join(), label: pair.map((place) => elements[place]).join('–') }))}
              onChange={setAxes}
            />
          </Choice>
        )}
      </div>
      {picture === undefined && <p className={styles['only']}>{t('diagram.onlyTable')}</p>}
      {isTable ? (
        table()
      ) : (
        <div className={styles['picture']} ref={drawing}>
          <HullPicture
            diagram={diagram}
            picture={picture}
            shown={shown}
            axes={axes}
            slice={slice}
            threshold={threshold}
            labels={labels}
            selected={selected}
            onSelect={onSelect}
          />
          {hasPhases ? (
            <Legend threshold={threshold} hasPredicted={diagram.predictedPhases > 0} />
          ) : (
            <p className={styles['hint']}>{t('diagram.potentials.hint')}</p>
          )}
        </div>
      )}
    </Panel>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles['labelChoice']}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly step: number;
  /** The value in words. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, most, step, text, onChange }: SliderProps) {
  const id = useId();
  return (
    <label className={styles['slider']} htmlFor={id}>
      <span>{label}</span>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
      <output htmlFor={id}>{text}</output>
    </label>
  );
}

function Legend({ threshold, hasPredicted }: { threshold: number; hasPredicted: boolean }) {
  const { locale, t } = useLanguage();
  return (
    <ul className={frame['legend']}>
      <li>
        <span className={styles['stableKey']} aria-hidden="true" />
        {t('diagram.legend.stable')}
      </li>
      <li>
        <span className={styles['diamondKey']} aria-hidden="true" />
        {t('diagram.legend.unstable')}: 0
        <span className={styles['gradient']} style={{ background: HULL_GRADIENT }} aria-hidden="true" />
        {formatQuantity(threshold, 'smallEnergyPerAtom', locale)}
      </li>
      {hasPredicted && (
        <li>
          <span className={styles['predictedKey']} aria-hidden="true" />
          {t('diagram.legend.predicted')}
        </li>
      )}
    </ul>
  );
}

/** meV/atom; anything but a number in range counts as none. */
function thresholdOf(text: string | null): number {
  const value = text === null ? FIRST_THRESHOLD : Number(text);
  return value >= 0 && value <= MOST_THRESHOLD ? value : FIRST_THRESHOLD;
}
