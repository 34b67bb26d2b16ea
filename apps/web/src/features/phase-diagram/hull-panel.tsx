'use client';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Button } from '../../components/button';
import { BinaryHull } from '../../components/charts/phase-diagram/binary-hull';
import frame from '../../components/charts/chart-frame.module.css';
import { HULL_GRADIENT } from '../../components/charts/phase-diagram/hull-color';
import type { HullChartProps } from '../../components/charts/phase-diagram/hull-phase';
import type { Turn } from '../../components/charts/phase-diagram/place-phases';
import { TernaryHull } from '../../components/charts/phase-diagram/ternary-hull';
import { TetrahedronHull } from '../../components/charts/phase-diagram/tetrahedron-hull';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import { useUrlChoice, useUrlState } from '../../components/use-url-state';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import { drawnPhases } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import { PhaseTable } from './phase-table';

interface HullPanelProps {
  readonly diagram: LoadedDiagram;
  /** As the visitor wrote them: the first corner is the first element. */
  readonly elements: readonly string[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

/** meV/atom */
const MOST_THRESHOLD = 500;
const THRESHOLD_STEP = 5;
const FIRST_THRESHOLD = 100;
const LABELS = ['stable', 'all', 'none'] as const;
const VIEWS = ['chart', 'table'] as const;
const DRAWN = [2, 3, 4] as const;
const FIRST_TURN: Turn = { yaw: 20, pitch: 15 };

/** The picture of the hull, or the table behind it; threshold, labels, turn and view stand in the address. */
export function HullPanel({ diagram, elements, selected, onSelect }: HullPanelProps) {
  const { locale, t } = useLanguage();
  const [view, setView] = useUrlChoice('view', VIEWS);
  const [labels, setLabels] = useUrlChoice('labels', LABELS);
  const [thresholdText, setThreshold] = useUrlState('upto');
  const [turnText, setTurn] = useUrlState('turn');
  const id = useId();
  const threshold = thresholdOf(thresholdText) / 1000;
  const shown = diagram.phases.filter(({ isStable, energyAboveHull }) => isStable || energyAboveHull <= threshold);
  const stable = shown.filter(({ isStable }) => isStable).length;
  const size = DRAWN.find((count) => count === elements.length);
  const system = elements.join('–');
  const isTable = view === 'table' || size === undefined;

  const chart = (): ReactNode => {
    if (size === undefined) return null;
    const props: HullChartProps = {
      elements,
      phases: drawnPhases(shown, elements, locale),
      tieLines: diagram.tieLines.map(({ phases: [from, to] }) => [from?.entryId ?? '', to?.entryId ?? ''] as const),
      title: t('diagram.titleOf', { system }),
      description: t(`diagram.describe.${size}`, { system, stable, unstable: shown.length - stable }),
      threshold,
      labels,
      selected,
      onSelect,
    };
    switch (size) {
      case 2:
        return <BinaryHull {...props} />;
      case 3:
        return <TernaryHull {...props} />;
      case 4:
        return <TetrahedronHull {...props} turn={turnOf(turnText)} onTurn={({ yaw, pitch }) => setTurn(`${yaw},${pitch}`)} />;
    }
  };

  return (
    <Panel
      title={t('diagram.chart')}
      note={t('diagram.thresholdOf', {
        energy: formatQuantity(threshold, 'smallEnergyPerAtom', locale),
        count: shown.length - stable,
        total: diagram.unstableCount,
      })}
      isFlush
      actions={
        size !== undefined && (
          <Button size="small" variant="quiet" aria-pressed={isTable} onClick={() => setView(isTable ? 'chart' : 'table')}>
            {isTable ? t('action.showChart') : t('action.showTable')}
          </Button>
        )
      }
    >
      <div className={styles['controls']}>
        <label className={styles['slider']} htmlFor={id}>
          <span>{t('diagram.threshold')}</span>
          <input
            id={id}
            type="range"
            min={0}
            max={MOST_THRESHOLD}
            step={THRESHOLD_STEP}
            value={threshold * 1000}
            aria-valuetext={formatQuantity(threshold, 'smallEnergyPerAtom', locale)}
            onChange={({ target }) => setThreshold(Number(target.value) === FIRST_THRESHOLD ? null : target.value)}
          />
          <output htmlFor={id}>{formatQuantity(threshold, 'smallEnergyPerAtom', locale)}</output>
        </label>
        {!isTable && (
          <div className={styles['labelChoice']}>
            <span aria-hidden="true">{t('diagram.labels')}</span>
            <Segmented
              isSmall
              label={t('diagram.labels')}
              value={labels}
              options={LABELS.map((value) => ({ value, label: t(`diagram.labels.${value}`) }))}
              onChange={setLabels}
            />
          </div>
        )}
      </div>
      {size === undefined && <p className={styles['only']}>{t('diagram.onlyTable')}</p>}
      {isTable ? (
        <PhaseTable phases={shown} selected={selected} onSelect={onSelect} />
      ) : (
        <div className={styles['picture']}>
          {chart()}
          <Legend threshold={threshold} hasPredicted={diagram.predictedPhases > 0} />
        </div>
      )}
    </Panel>
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

function turnOf(text: string | null): Turn {
  const [yaw = NaN, pitch = NaN] = (text ?? '').split(',').map(Number);
  return text !== null && Number.isFinite(yaw) && Math.abs(pitch) <= 90 ? { yaw, pitch } : FIRST_TURN;
}
