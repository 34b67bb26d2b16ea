'use client';
import { scaleLinear } from 'd3-scale';
import { useId, useState } from 'react';
import { useLanguage } from '../../../i18n/use-translate';
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
  const id = useId();
  const energies = phases.map(({ formationEnergyPerAtom }) => formationEnergyPerAtom);
  const [lowest, highest] = [Math.min(0, ...energies), Math.max(0, ...energies)];
  const margin = Math.max((highest - lowest) * 0.08, 0.02);
  const x = scaleLinear([0, 1], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([lowest - margin, highest + margin], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const placed = phases.map((phase) => ({ phase, at: [x(phase.fractions[1] ?? 0), y(phase.formationEnergyPerAtom)] as const }));
  const placeOf = new Map(placed.map(({ phase, at }) => [phase.id, at]));
  const number = new Intl.NumberFormat(locale);
  return (
    <div ref={root} className={frame['frame']}>
      <svg
        className={frame['plot']}
        width={width}
        height={HEIGHT}
        role="group"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        <g aria-hidden="true">
          {y.ticks(6).map((value) => (
            <g key={value}>
              <line className={value === 0 ? frame['axis'] : frame['grid']} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(value)} y2={y(value)} />
              <text x={MARGIN.left - 8} y={y(value)} textAnchor="end" dominantBaseline="central">
                {number.format(value)}
              </text>
            </g>
          ))}
          {x.ticks(5).map((value) => (
            <text key={value} x={x(value)} y={HEIGHT - MARGIN.bottom + 16} textAnchor="middle">
              {value === 0 ? elements[0] : value === 1 ? elements[1] : number.format(value)}
            </text>
          ))}
          <text className={frame['axisTitle']} x={(MARGIN.left + width - MARGIN.right) / 2} y={HEIGHT - 6} textAnchor="middle">
            {t('diagram.axis.fraction', { element: elements[1] ?? '' })}
          </text>
          <text
            className={frame['axisTitle']}
            transform={`translate(12 ${(HEIGHT - MARGIN.bottom + MARGIN.top) / 2}) rotate(-90)`}
            textAnchor="middle"
          >
            {t('diagram.axis.formation')}
          </text>
          {tieLines.map(([from, to]) => {
            const [[x1, y1], [x2, y2]] = [placeOf.get(from) ?? [0, 0], placeOf.get(to) ?? [0, 0]];
            return <line key={`${from} ${to}`} className={styles['tieLine']} x1={x1} y1={y1} x2={x2} y2={y2} />;
          })}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </svg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
