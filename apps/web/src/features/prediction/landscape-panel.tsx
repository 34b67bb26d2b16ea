'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import type { Brush } from '../../components/charts/brush';
import { isInBrush } from '../../components/charts/brush';
import { ChartPanel } from '../../components/charts/chart-panel';
import type { LandscapePoint } from '../../components/charts/landscape-chart';
import { LandscapeChart } from '../../components/charts/landscape-chart';
import { DataTable } from '../../components/data-table';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import { BrushFields } from './brush-fields';
import type { EnergyVolumePoint } from './prediction-types';
import styles from './prediction-view.module.css';

const StructurePreview = dynamic(() => import('./structure-preview'), { ssr: false });

interface LandscapePanelProps {
  readonly formula: string;
  readonly points: readonly EnergyVolumePoint[];
  /** Ids of the structures that match a known crystal. */
  readonly known: ReadonlySet<string>;
  readonly filter: number | null;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
}

/** Energy, eV/atom above the lowest, beyond which points would flatten the interesting part of the picture. */
const SHOWN_WINDOW = 0.2;

/** A repetition of a ranked structure lies on its point, within these: eV/atom and Å³ per atom. */
const SAME_PLACE = { energyPerAtom: 0.002, volumePerAtom: 0.1 };

const isSamePlace = (point: EnergyVolumePoint, other: EnergyVolumePoint): boolean =>
  Math.abs(point.energyPerAtom - other.energyPerAtom) < SAME_PLACE.energyPerAtom &&
  Math.abs(point.volumePerAtom - other.volumePerAtom) < SAME_PLACE.volumePerAtom;

/** Energy against volume of everything that was relaxed. */
export function LandscapePanel({ formula, points, known, filter, brush, onBrush }: LandscapePanelProps) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [hasArrows, setArrows] = useState(false);
  const [isZoomed, setZoomed] = useState(false);
  const title = t('prediction.landscape');
  if (points.length === 0)
    return <ChartPanel title={title} chart={<p className={styles['empty']}>{t('prediction.landscape.empty')}</p>} table={null} />;
  const lowest = Math.min(...points.map(({ energyPerAtom }) => energyPerAtom));
  const ranked = points.filter(({ rank }) => rank !== null);
  const shown = points
    .filter((point) => point.rank !== null || !ranked.some((other) => isSamePlace(point, other)))
    .map((point): LandscapePoint => {
      const { structureId, rank, spaceGroup, volumePerAtom, generatedVolumePerAtom, generatedEnergyPerAtom } = point;
      const energyPerAtom = point.energyPerAtom - lowest;
      return {
        id: structureId,
        rank,
        spaceGroup,
        volumePerAtom,
        energyPerAtom,
        before: generatedEnergyPerAtom === null ? null : { volumePerAtom: generatedVolumePerAtom, energyPerAtom: generatedEnergyPerAtom - lowest },
        isKnown: known.has(structureId),
        isDimmed: (filter !== null && spaceGroup?.number !== filter) || (brush !== null && !isInBrush(brush, { volumePerAtom, energyPerAtom })),
      };
    })
    .filter(({ energyPerAtom }) => energyPerAtom <= SHOWN_WINDOW)
    .sort((first, second) => (first.rank ?? Infinity) - (second.rank ?? Infinity) || first.energyPerAtom - second.energyPerAtom);
  const table = (
    <DataTable
      caption={title}
      rows={shown}
      keyOf={({ id }) => id}
      columns={[
        { id: 'rank', heading: t('col.rank'), align: 'end', cell: ({ rank }) => rank ?? '–' },
        {
          id: 'spaceGroup',
          heading: t('col.spaceGroup'),
          isRowHeading: true,
          cell: ({ spaceGroup }) => spaceGroup && <SpaceGroupSymbol {...spaceGroup} />,
        },
        {
          id: 'energy',
          heading: t('col.relativeEnergy'),
          unit: 'meV/atom',
          align: 'end',
          cell: (point) => <Quantity bare kind="smallEnergyPerAtom" value={point.energyPerAtom} />,
        },
        {
          id: 'volume',
          heading: t('col.volumePerAtom'),
          unit: 'Å³/atom',
          align: 'end',
          cell: (point) => <Quantity bare kind="volume" value={point.volumePerAtom} />,
        },
      ]}
    />
  );
  const hidden = points.filter(({ energyPerAtom }) => energyPerAtom - lowest > SHOWN_WINDOW).length;
  return (
    <ChartPanel
      title={title}
      {...(hidden > 0 && {
        note: t('prediction.landscape.hidden', { count: hidden, energy: formatQuantity(SHOWN_WINDOW, 'smallEnergyPerAtom', locale) }),
      })}
      chart={
        <>
          <LandscapeChart
            points={shown}
            title={title}
            description={t('prediction.landscape.describe', { formula, count: shown.length })}
            onOpen={(id) => router.push(`/structures/${id}`)}
            brush={brush}
            onBrush={onBrush}
            zoom={isZoomed ? brush : null}
            hasArrows={hasArrows}
            preview={(id) => <StructurePreview id={id} />}
          />
          <BrushFields brush={brush} whole={extentOf(shown)} onBrush={onBrush} />
          <div className={styles['chartActions']}>
            <Button size="small" aria-pressed={hasArrows} onClick={() => setArrows(!hasArrows)}>
              {t('prediction.landscape.arrows')}
            </Button>
            {brush !== null && (
              <>
                <Button size="small" aria-pressed={isZoomed} onClick={() => setZoomed(!isZoomed)}>
                  {t(isZoomed ? 'prediction.brush.whole' : 'prediction.brush.zoom')}
                </Button>
                <Button size="small" onClick={() => onBrush(null)}>
                  {t('prediction.brush.clear')}
                </Button>
              </>
            )}
          </div>
        </>
      }
      table={table}
      fileStem={`${formula}-energy-volume`}
    />
  );
}

/** A rectangle around all points, in round numbers. */
function extentOf(points: readonly LandscapePoint[]): Brush {
  const volumes = points.map(({ volumePerAtom }) => volumePerAtom);
  const energies = points.map(({ energyPerAtom }) => energyPerAtom);
  return {
    volume: [Math.floor(10 * Math.min(...volumes)) / 10, Math.ceil(10 * Math.max(...volumes)) / 10],
    energy: [0, Math.max(0.001, Math.ceil(1000 * Math.max(...energies)) / 1000)],
  };
}
