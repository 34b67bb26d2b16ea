'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { HullChartProps } from '../../components/charts/phase-diagram/hull-phase';
import type { Turn } from '../../components/charts/phase-diagram/place-phases';
import { shownFrom, stabilityRegions } from '../../components/charts/phase-diagram/stability-regions';
import { useUrlState } from '../../components/use-url-state';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { DiagramPoint } from './diagram-phases';
import { drawnPhases, fractionsOf, potentialRanges } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';
import type { Picture } from './pictures';
import { rangesText } from './range-text';
import type { Slice } from './slice';
import { fieldName, sliceFields } from './slice';

// Each page loads the picture that it shows.
const BinaryHull = dynamic(() => import('../../components/charts/phase-diagram/binary-hull').then((module) => module.BinaryHull));
const TernaryHull = dynamic(() => import('../../components/charts/phase-diagram/ternary-hull').then((module) => module.TernaryHull));
const HullRelief = dynamic(() => import('../../components/charts/phase-diagram/hull-relief').then((module) => module.HullRelief));
const TetrahedronHull = dynamic(() => import('../../components/charts/phase-diagram/tetrahedron-hull').then((module) => module.TetrahedronHull));
const SliceHull = dynamic(() => import('../../components/charts/phase-diagram/slice-hull').then((module) => module.SliceHull));
const PotentialChart = dynamic(() => import('../../components/charts/phase-diagram/potential-chart').then((module) => module.PotentialChart));

interface HullPictureProps extends Pick<HullChartProps, 'threshold' | 'labels' | 'selected' | 'onSelect'> {
  readonly diagram: LoadedDiagram;
  readonly picture: Picture;
  /** Those within the threshold. */
  readonly shown: readonly DiagramPoint[];
  /** The two elements along x and y of the picture of chemical potentials, by their places. */
  readonly axes: readonly [number, number];
  readonly slice: Slice;
}

/** Degrees. */
const FIRST_TURNS = { solid: { yaw: 20, pitch: 15 }, relief: { yaw: 25, pitch: -25 } } as const satisfies { readonly [picture: string]: Turn };

/** One of the pictures of a hull. */
export function HullPicture({ diagram, picture, shown, axes, slice, ...marks }: HullPictureProps): ReactNode {
  const { locale, t } = useLanguage();
  const [turnText, setTurn] = useUrlState('turn');
  const { elements, facets, tieLines } = diagram;
  const system = elements.join('–');
  const stable = diagram.phases.filter(({ isStable }) => isStable);
  const counts = { system, stable: stable.length, unstable: shown.length - stable.length };
  const title = t('diagram.titleOf', { system });
  const chart = (hasHeight: boolean) => ({ elements, phases: drawnPhases(shown, elements, hasHeight, locale), tieLines, title, ...marks });
  const turned = (first: Turn) => ({ turn: turnOf(turnText) ?? first, onTurn: ({ yaw, pitch }: Turn) => setTurn(`${yaw},${pitch}`) });

  switch (picture) {
    case 'curve':
      return <BinaryHull {...chart(true)} description={t('diagram.describe.curve', counts)} />;
    case 'triangle':
      return <TernaryHull {...chart(false)} description={t('diagram.describe.triangle', counts)} />;
    case 'relief':
      return <HullRelief {...chart(true)} facets={facets} description={t('diagram.describe.relief', counts)} {...turned(FIRST_TURNS.relief)} />;
    case 'solid':
      return <TetrahedronHull {...chart(false)} description={t('diagram.describe.solid', counts)} {...turned(FIRST_TURNS.solid)} />;
    case 'slice': {
      const share = formatQuantity(slice.share, 'probability', locale);
      const fields = sliceFields(diagram, slice);
      return (
        <SliceHull
          {...chart(false)}
          element={slice.element}
          share={slice.share}
          fields={fields}
          nameOf={(field) => fieldName(diagram, field)}
          description={t('diagram.describe.slice', { system, share, element: elements[slice.element] ?? '', count: fields.length })}
        />
      );
    }
    case 'potentials': {
      const from = shownFrom(facets, axes);
      const phases = stable.map(({ entryId, formula }) => ({ id: entryId, fractions: fractionsOf(formula, elements) }));
      const pointOf = new Map(stable.map((point) => [point.entryId, point]));
      return (
        <PotentialChart
          elements={[elements[axes[0]] ?? '', elements[axes[1]] ?? '']}
          regions={stabilityRegions(facets, phases, axes, from)}
          formulaOf={(id) => pointOf.get(id)?.formula ?? ''}
          rangesOf={(id) => {
            const point = pointOf.get(id);
            return point === undefined ? '' : rangesText(potentialRanges(point, facets, elements), locale);
          }}
          from={from}
          title={title}
          description={t('diagram.describe.potentials', counts)}
          selected={marks.selected}
          onSelect={marks.onSelect}
        />
      );
    }
  }
}

function turnOf(text: string | null): Turn | null {
  const [yaw = NaN, pitch = NaN] = (text ?? '').split(',').map(Number);
  return text !== null && Number.isFinite(yaw) && Math.abs(pitch) <= 90 ? { yaw, pitch } : null;
}
