'use client';
import { formatQuantity } from '../../../format/format-quantity';
import { useLanguage } from '../../../i18n/use-translate';
import { Formula } from '../../formula';
import frame from '../chart-frame.module.css';
import { tipSide } from '../tip-side';
import { useRovingFocus } from '../use-roving-focus';
import { hullColor } from './hull-color';
import type { HullChartProps, HullPhase } from './hull-phase';
import styles from './hull-chart.module.css';
import { placeLabels } from './place-labels';
import type { Point2 } from './place-phases';
import { SvgFormula } from './svg-formula';

/** A phase with its place in pixels; `nearness` in [0, 1] makes near ones larger. */
export interface PlacedPhase {
  readonly phase: HullPhase;
  readonly at: Point2;
  readonly nearness?: number;
}

interface HullMarksProps extends Pick<HullChartProps, 'threshold' | 'labels' | 'selected' | 'onSelect'> {
  readonly placed: readonly PlacedPhase[];
  /** Told which mark the pointer or the focus is on. */
  readonly onActive: (id: string | null) => void;
}

const DISC = 'M-5.5 0a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1 -11 0Z';
const DIAMOND = 'M0 -5.2 5.2 0 0 5.2 -5.2 0Z';
/** Pixels: half of the widest tip. */
const TIP_REACH = 120;
const SQUARE = 'M-4.6 -4.6H4.6V4.6H-4.6Z';

/** Discs for stable phases, diamonds in the color of their height for the others, squares for predicted ones of both kinds; each a button. */
export function HullMarks({ placed, threshold, labels, selected, onSelect, onActive }: HullMarksProps) {
  const { locale, t } = useLanguage();
  const focus = useRovingFocus(placed.length);
  const wishes = placed
    // The elements are named by the picture's corners; a corner may also be a compound with an open element.
    .filter(
      ({ phase }) =>
        (!phase.fractions.includes(1) || /[A-Z].*[A-Z]/.test(phase.formula)) && (labels === 'all' || (labels === 'stable' && phase.isStable)),
    )
    .toSorted((one, other) => Number(other.phase.isStable) - Number(one.phase.isStable) || one.phase.energyAboveHull - other.phase.energyAboveHull)
    .map(({ phase: { id, formula }, at: [x, y] }) => ({ id, x, y, text: formula }));
  const texts = new Map(wishes.map(({ id, text }) => [id, text]));
  const nameOf = ({ formula, isStable, isPredicted, energyAboveHull, decomposition }: HullPhase): string =>
    [
      formula,
      isPredicted && t('diagram.kind.predicted'),
      isStable ? t('diagram.stable') : `${t('col.energyAboveHull')} ${formatQuantity(energyAboveHull, 'smallEnergyPerAtom', locale)}`,
      decomposition !== null && `${t('diagram.decomposes')} ${decomposition}`,
    ]
      .filter((part) => part !== false)
      .join(', ');
  return (
    <>
      <g aria-hidden="true" className={styles['labels']}>
        {placeLabels(
          wishes,
          placed.map(({ at: [x, y] }) => ({ x, y })),
        ).map(({ id, x, y, anchor }) => (
          <text key={id} x={x} y={y} textAnchor={anchor} dominantBaseline="central">
            <SvgFormula text={texts.get(id) ?? ''} />
          </text>
        ))}
      </g>
      <g onKeyDown={focus.onKeyDown}>
        {placed.map(({ phase, at: [x, y], nearness = 0.5 }, index) => (
          <g
            key={phase.id}
            data-mark
            className={styles['mark']}
            data-stable={phase.isStable}
            data-predicted={phase.isPredicted}
            role="button"
            tabIndex={focus.tabIndexOf(index)}
            aria-pressed={phase.id === selected}
            aria-label={nameOf(phase)}
            transform={`translate(${x} ${y}) scale(${0.75 + 0.5 * nearness})`}
            onPointerEnter={() => onActive(phase.id)}
            onPointerLeave={() => onActive(null)}
            onFocus={() => onActive(phase.id)}
            onBlur={() => onActive(null)}
            onClick={() => onSelect(phase.id)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onSelect(phase.id);
            }}
          >
            <circle r={9} fill="transparent" />
            {phase.id === selected && <circle className={styles['ring']} r={9} />}
            <path
              className={styles['shape']}
              d={phase.isPredicted ? SQUARE : phase.isStable ? DISC : DIAMOND}
              fill={phase.isStable ? 'var(--accent)' : hullColor(phase.energyAboveHull, threshold)}
            />
          </g>
        ))}
      </g>
    </>
  );
}

/** The marked phase and its sheet above the picture. */
export function HullTip({ placed, active, width }: { placed: readonly PlacedPhase[]; active: string | null; width: number }) {
  const { locale, t } = useLanguage();
  const shown = placed.find(({ phase }) => phase.id === active);
  if (shown === undefined) return null;
  const { phase, at } = shown;
  return (
    <div className={frame['tip']} style={{ left: at[0], top: at[1] }} data-side={tipSide(at[0], width, TIP_REACH)} aria-hidden="true">
      <strong>
        <Formula text={phase.formula} />
      </strong>
      {phase.isPredicted && ` · ${t('diagram.kind.predicted')}`}
      <br />
      {phase.isStable ? t('diagram.stable') : `${t('col.energyAboveHull')} ${formatQuantity(phase.energyAboveHull, 'smallEnergyPerAtom', locale)}`}
      {' · '}
      {formatQuantity(phase.formationEnergyPerAtom, 'energyPerAtom', locale)}
      {phase.decomposition !== null && (
        <>
          <br />→ {phase.decomposition}
        </>
      )}
      {phase.higher > 0 && (
        <>
          <br />
          {t('diagram.polymorphs', { count: phase.higher })}
        </>
      )}
    </div>
  );
}
