'use client';
import type { Brush } from '../../components/charts/brush';
import { useTranslate } from '../../i18n/use-translate';
import styles from './brush-fields.module.css';

const MEV = 1000;

interface BrushFieldsProps {
  readonly brush: Brush | null;
  /** What the fields say where there is no brush: everything. */
  readonly whole: Brush;
  readonly onBrush: (brush: Brush) => void;
}

/** The rectangle as numbers: the way to choose for those who do not draw with a pointer. */
export function BrushFields({ brush, whole, onBrush }: BrushFieldsProps) {
  const t = useTranslate();
  const { volume, energy } = brush ?? whole;
  const field = (label: string, value: number, step: number, change: (value: number) => Brush) => (
    <input
      key={value}
      type="number"
      className={styles['field']}
      aria-label={label}
      defaultValue={value}
      step={step}
      onBlur={({ currentTarget }) => {
        const next = change(currentTarget.valueAsNumber);
        if (currentTarget.valueAsNumber === value) return;
        if (next.volume[0] < next.volume[1] && next.energy[0] < next.energy[1]) onBrush(next);
        else currentTarget.value = String(value);
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
  const round = (value: number, digits: number): number => Number(value.toFixed(digits));
  return (
    <div className={styles['fields']}>
      <span>{t('prediction.brush')}</span>
      <span>
        {field(t('prediction.brush.volumeFrom'), round(volume[0], 2), 0.1, (value) => ({ energy, volume: [value, volume[1]] }))} –{' '}
        {field(t('prediction.brush.volumeTo'), round(volume[1], 2), 0.1, (value) => ({ energy, volume: [volume[0], value] }))} Å³
      </span>
      <span>
        {field(t('prediction.brush.energyFrom'), round(energy[0] * MEV, 1), 1, (value) => ({ volume, energy: [value / MEV, energy[1]] }))} –{' '}
        {field(t('prediction.brush.energyTo'), round(energy[1] * MEV, 1), 1, (value) => ({ volume, energy: [energy[0], value / MEV] }))} meV
      </span>
    </div>
  );
}
