'use client';
import { Button } from '../../components/button';
import { ChartPanel } from '../../components/charts/chart-panel';
import { RelaxationChart } from '../../components/charts/relaxation-chart';
import { DataTable } from '../../components/data-table';
import { Quantity } from '../../components/quantity';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import styles from './relaxation-panel.module.css';
import type { PredictedStructure } from './structure-types';
import type { Movie } from './use-movie';

/** How the crystal relaxed: energy and force by step, and the film of it, which plays in the viewer. */
export function RelaxationPanel({ structure, movie }: { structure: PredictedStructure; movie: Movie }) {
  const { locale, t } = useLanguage();
  const { energiesPerAtom, maxForces } = structure.trajectory;
  const title = t('relaxation.title');
  const frame = movie.place === null ? null : movie.frames[movie.place];
  const [first = NaN] = energiesPerAtom;
  const lowest = Math.min(...energiesPerAtom);
  const gain = first - lowest;
  const stepText =
    frame === null || frame === undefined
      ? t('relaxation.relaxed')
      : t('relaxation.at', {
          step: frame.step,
          energy: formatQuantity((energiesPerAtom[frame.step] ?? lowest) - lowest, 'smallEnergyPerAtom', locale),
          force: formatQuantity(maxForces[frame.step] ?? 0, 'maxForce', locale),
        });
  const chart = (
    <>
      <RelaxationChart
        energiesPerAtom={energiesPerAtom}
        maxForces={maxForces}
        step={frame?.step ?? null}
        title={title}
        description={t('relaxation.describe', { count: energiesPerAtom.length, gain: formatQuantity(gain, 'smallEnergyPerAtom', locale) })}
      />
      <div className={styles['film']}>
        <Button size="small" disabled={movie.state === 'loading' || movie.state === 'none'} onClick={movie.isPlaying ? movie.pause : movie.play}>
          {movie.isPlaying ? t('relaxation.pause') : t('relaxation.play')}
        </Button>
        <input
          type="range"
          className={styles['slider']}
          aria-label={t('relaxation.slider')}
          aria-valuetext={stepText}
          min={0}
          max={Math.max(1, movie.frames.length - 1)}
          step={1}
          value={movie.place ?? Math.max(1, movie.frames.length - 1)}
          disabled={movie.state === 'none'}
          onFocus={() => movie.state === 'unloaded' && movie.show(0)}
          onChange={(event) => movie.show(event.currentTarget.valueAsNumber)}
        />
        <span className={styles['step']}>{stepText}</span>
        {movie.place !== null && (
          <Button size="small" variant="quiet" onClick={() => movie.show(null)}>
            {t('relaxation.end')}
          </Button>
        )}
      </div>
      {movie.state === 'none' && <p className={styles['note']}>{t('relaxation.noFrames')}</p>}
      {movie.state === 'failed' && (
        <p className={styles['note']} role="alert">
          {t('relaxation.failed')}
        </p>
      )}
    </>
  );
  const table = (
    <div className={styles['scroll']}>
      <DataTable
        caption={title}
        rows={energiesPerAtom.map((energy, step) => ({ step, energy, force: maxForces[step] }))}
        keyOf={({ step }) => String(step)}
        columns={[
          { id: 'step', heading: t('relaxation.step'), align: 'end', isRowHeading: true, cell: ({ step }) => step },
          {
            id: 'energy',
            heading: t('structure.energies.total'),
            unit: 'eV/atom',
            align: 'end',
            cell: (row) => <Quantity bare kind="energyPerAtom" value={row.energy} />,
          },
          {
            id: 'force',
            heading: t('relaxation.largestForce'),
            unit: 'eV/Å',
            align: 'end',
            cell: (row) => <Quantity bare kind="maxForce" value={row.force} />,
          },
        ]}
      />
    </div>
  );
  return (
    <ChartPanel
      title={title}
      note={t('relaxation.note')}
      chart={chart}
      table={table}
      fileStem={`${structure.prediction.composition.formula}-relaxation`}
    />
  );
}
