'use client';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { useId } from 'react';
import { useLanguage } from '../../i18n/use-translate';
import frame from './chart-frame.module.css';
import styles from './relaxation-chart.module.css';
import { useWidth } from './use-width';

interface RelaxationChartProps {
  /** eV/atom, for each step. */
  readonly energiesPerAtom: readonly number[];
  /** eV/Å, for each step. */
  readonly maxForces: readonly number[];
  /** Marked in both curves; null for none. */
  readonly step: number | null;
  readonly title: string;
  readonly description: string;
}

const HEIGHT = 190;
const MARGIN = { top: 22, right: 10, bottom: 40, left: 46 };
const GAP = 62;
const MEV = 1000;
/** eV/Å; forces that symmetry makes none are drawn here. */
const LEAST_FORCE = 1e-4;

/** Energy and largest force at each step of a relaxation, side by side, with the step that is looked at. */
export function RelaxationChart({ energiesPerAtom, maxForces, step, title, description }: RelaxationChartProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const id = useId();
  const isNarrow = width < 520;
  const half = isNarrow ? width - MARGIN.left - MARGIN.right : (width - MARGIN.left - MARGIN.right - GAP) / 2;
  const lowest = Math.min(...energiesPerAtom);
  const energies = energiesPerAtom.map((energy) => (energy - lowest) * MEV);
  const forces = maxForces.map((force) => Math.max(force, LEAST_FORCE));
  const [bottom, top] = [HEIGHT - MARGIN.bottom, MARGIN.top];
  const energyScale = scaleLinear([0, Math.max(...energies, 1)], [bottom, top]).nice(4);
  const forceScale = scaleLog([Math.min(...forces, 0.01), Math.max(...forces, 0.1)], [bottom, top]).nice();
  const decades = forceScale.ticks().filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(6))));
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const curves = [
    { name: t('relaxation.energy'), values: energies, scale: energyScale, ticks: energyScale.ticks(4), className: styles['energy'] },
    { name: t('relaxation.force'), values: forces, scale: forceScale, ticks: decades, className: styles['force'] },
  ];
  return (
    <div ref={root} className={frame['frame']}>
      <svg
        className={frame['plot']}
        width={width}
        height={isNarrow ? 2 * HEIGHT : HEIGHT}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {curves.map(({ name, values, scale, ticks, className }, index) => {
          const x = scaleLinear([0, Math.max(1, values.length - 1)], [0, half]);
          const path =
            line<number>(
              (_, k) => x(k),
              (value) => scale(value),
            )([...values]) ?? '';
          const value = step === null ? undefined : values[step];
          return (
            <g key={name} transform={isNarrow ? `translate(${MARGIN.left} ${index * HEIGHT})` : `translate(${MARGIN.left + index * (half + GAP)} 0)`}>
              <text className={frame['axisTitle']} x={-MARGIN.left + 4} y={11}>
                {name}
              </text>
              {ticks.map((tick) => (
                <g key={tick}>
                  <line className={frame['grid']} x1={0} x2={half} y1={scale(tick)} y2={scale(tick)} />
                  <text x={-6} y={scale(tick)} textAnchor="end" dominantBaseline="central">
                    {number.format(tick)}
                  </text>
                </g>
              ))}
              {x
                .ticks(Math.max(2, Math.round(half / 60)))
                .filter(Number.isInteger)
                .map((tick) => (
                  <text key={tick} x={x(tick)} y={bottom + 16} textAnchor="middle">
                    {number.format(tick)}
                  </text>
                ))}
              <text className={frame['axisTitle']} x={half / 2} y={HEIGHT - 6} textAnchor="middle">
                {t('relaxation.step')}
              </text>
              <path className={className} d={path} />
              {values.length < 40 && values.map((point, k) => <circle key={k} className={className} cx={x(k)} cy={scale(point)} r={1.8} />)}
              {value !== undefined && step !== null && (
                <>
                  <line className={styles['now']} x1={x(step)} x2={x(step)} y1={top} y2={bottom} />
                  <circle className={styles['nowPoint']} cx={x(step)} cy={scale(value)} r={4} />
                </>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
