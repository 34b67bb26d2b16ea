'use client';
import { useState } from 'react';
import { formatQuantity } from '../../../format/format-quantity';
import { useLanguage } from '../../../i18n/use-translate';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { tipSide } from '../tip-side';
import { useRovingFocus } from '../use-roving-focus';
import { useWidth } from '../use-width';
import { CompositionTriangle, triangleFrame } from './composition-triangle';
import { middleOf, pointsText } from './convex-polygon';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';
import type { SliceField } from './slice-facets';
import { withoutElement } from './slice-facets';

interface SliceHullProps extends HullChartProps {
  /** Four elements are in the system; this is the place of the one whose share is fixed. */
  readonly element: number;
  readonly share: number;
  readonly fields: readonly SliceField[];
  /** Formulas of a field's phases. */
  readonly nameOf: (field: SliceField) => string;
}

/** Phases whose share differs by no more lie in the slice as far as one can see. */
const IN_SLICE = 0.005;
/** Pixels: half of the widest tip. */
const TIP_REACH = 160;

/** A cut through the tetrahedron at a fixed share of one element: fields in which four phases coexist, and the phases that lie in it. */
export function SliceHull({ elements, phases, element, share, fields, nameOf, title, description, ...marks }: SliceHullProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const [activeField, setActiveField] = useState<number | null>(null);
  const focus = useRovingFocus(fields.length);
  const { height, place, toPixels } = triangleFrame(width);
  const others = elements.filter((_, k) => k !== element);
  const placed = phases
    .filter(({ fractions }) => Math.abs((fractions[element] ?? 0) - share) <= IN_SLICE)
    .map((phase) => ({
      phase: { ...phase, fractions: withoutElement(phase.fractions, element) },
      at: place(withoutElement(phase.fractions, element)),
    }));
  const drawn = fields.map((field) => ({ field, corners: field.corners.map(toPixels), name: nameOf(field) }));
  const shown = activeField === null ? undefined : drawn[activeField];
  const percent = formatQuantity(share, 'probability', locale);
  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={height} title={title} description={description}>
        <g aria-hidden="true">
          <CompositionTriangle elements={others} place={place} />
        </g>
        <g onKeyDown={focus.onKeyDown}>
          {drawn.map(({ corners, name }, index) => (
            <polygon
              key={name}
              data-mark
              className={styles['field']}
              data-odd={index % 2 === 1}
              role="img"
              tabIndex={focus.tabIndexOf(index)}
              aria-label={t('diagram.slice.field', { phases: name })}
              points={pointsText(corners)}
              onPointerEnter={() => setActiveField(index)}
              onPointerLeave={() => setActiveField(null)}
              onFocus={() => setActiveField(index)}
              onBlur={() => setActiveField(null)}
            />
          ))}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </ChartSvg>
      {shown !== undefined && active === null && (
        <div
          className={frame['tip']}
          style={{ left: middleOf(shown.corners).at[0], top: middleOf(shown.corners).at[1] }}
          data-side={tipSide(middleOf(shown.corners).at[0], width, TIP_REACH)}
          aria-hidden="true"
        >
          <strong>{t('diagram.slice.coexist', { element: elements[element] ?? '', share: percent })}</strong>
          <br />
          {shown.name}
        </div>
      )}
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
