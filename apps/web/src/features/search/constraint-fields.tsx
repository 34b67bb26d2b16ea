'use client';
import { useId } from 'react';
import { classes } from '../../components/classes';
import { useTranslate } from '../../i18n/use-translate';
import fields from '../../components/fields.module.css';
import styles from './search-view.module.css';

/** What is asked of the crystals, as it is typed. */
export interface TypedConstraints {
  readonly pressure: string;
  readonly spaceGroups: string;
  readonly fractions: string;
  readonly coordination: string;
  /** XYZ files, one after the other. */
  readonly molecules: string;
  /** Thickness of a layer, Å; empty for crystals in three dimensions. */
  readonly layer: string;
  readonly chargeNeutral: boolean;
  readonly keepsBroken: boolean;
}

export const NO_CONSTRAINTS: TypedConstraints = {
  pressure: '0',
  spaceGroups: '',
  fractions: '',
  coordination: '',
  molecules: '',
  layer: '',
  chargeNeutral: false,
  keepsBroken: false,
};

interface ConstraintFieldsProps {
  readonly typed: TypedConstraints;
  /** Many compositions are searched. */
  readonly isHull: boolean;
  readonly onChange: (typed: TypedConstraints) => void;
}

/** Constraints beside size, folded away: most searches have none. */
export function ConstraintFields({ typed, isHull, onChange }: ConstraintFieldsProps) {
  const t = useTranslate();
  const id = useId();
  const text = (key: 'pressure' | 'spaceGroups' | 'fractions' | 'coordination' | 'layer', label: string, placeholder: string) => (
    <label className={fields['field']} htmlFor={`${id}-${key}`}>
      {label}
      <input
        id={`${id}-${key}`}
        value={typed[key]}
        placeholder={placeholder}
        inputMode={key === 'pressure' || key === 'layer' ? 'decimal' : 'text'}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={({ target }) => onChange({ ...typed, [key]: target.value })}
      />
    </label>
  );
  const box = (key: 'chargeNeutral' | 'keepsBroken', label: string) => (
    <label className={styles['box']} htmlFor={`${id}-${key}`}>
      <input id={`${id}-${key}`} type="checkbox" checked={typed[key]} onChange={({ target }) => onChange({ ...typed, [key]: target.checked })} />
      {label}
    </label>
  );
  return (
    <details className={styles['constraints']}>
      <summary>{t('search.constraints')}</summary>
      <div className={classes(fields['fields'], styles['rows'])}>
        {text('pressure', t('search.pressure'), '0')}
        {text('spaceGroups', t('search.spaceGroups'), '62, 225')}
        {isHull && text('fractions', t('search.fractions'), 'Li:0.2-0.5, P:0.1-0.3')}
        {text('coordination', t('search.coordination'), 'Si:4, Al-O:4-6')}
        {text('layer', t('search.layer'), '4')}
        {isHull && box('chargeNeutral', t('search.chargeNeutral'))}
        <label className={classes(fields['field'], styles['molecules'])} htmlFor={`${id}-molecules`}>
          {t('search.molecules')}
          <textarea
            id={`${id}-molecules`}
            rows={4}
            value={typed.molecules}
            placeholder={'3\nCO2\nC 0 0 0\nO 1.16 0 0\nO -1.16 0 0'}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={({ target }) => onChange({ ...typed, molecules: target.value })}
          />
        </label>
        {(typed.coordination !== '' || typed.molecules !== '' || typed.layer !== '') && box('keepsBroken', t('search.keepsBroken'))}
      </div>
    </details>
  );
}
