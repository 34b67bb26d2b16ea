'use client';
import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { useLanguage } from '../../../i18n/use-translate';
import { ChartAxes } from '../chart-axes';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';

const HEIGHT = 420;
const MARGIN = { top: 18, right: 28, bottom: 46, left: 56 };

/** Formation energy against the share of the second element; the hull joins the stable phases. */
export function BinaryHull({ elements, phases, tieLines, title, description, ...marks }: HullChartProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const energies = phases.map(({ formationEnergyPerAtom }) => formationEnergyPerAtom);
  const [lowest, highest] = [Math.min(0, ...energies), Math.max(0, ...energies)];
  const margin = Math.max((highest - lowest) * 0.08, 0.02);
  const x = scaleLinear([0, 1], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([lowest - margin, highest + margin], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const placed = phases.map((phase) => ({ phase, at: [x(phase.fractions[1] ?? 0), y(phase.formationEnergyPerAtom)] as const }));
  const placeOf = new Map(placed.map(({ phase, at }) => [phase.id, at]));
  const number = new Intl.NumberFormat(locale);
  const shareText = (share: number): string => (share === 0 ? elements[0] : share === 1 ? elements[1] : number.format(share)) ?? '';
  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={HEIGHT} title={title} description={description}>
        <g aria-hidden="true">
          <ChartAxes
            x={{ title: t('diagram.axis.fraction', { element: elements[1] ?? '' }), scale: x, ticks: x.ticks(5), format: shareText }}
            y={{ title: t('diagram.axis.formation'), scale: y, ticks: y.ticks(6) }}
            width={width}
            height={HEIGHT}
            margin={MARGIN}
          />
          {tieLines.map(([from, to]) => {
            const [[x1, y1], [x2, y2]] = [placeOf.get(from) ?? [0, 0], placeOf.get(to) ?? [0, 0]];
            return <line key={`${from} ${to}`} className={styles['tieLine']} x1={x1} y1={y1} x2={x2} y2={y2} />;
          })}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </ChartSvg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
