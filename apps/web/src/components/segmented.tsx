'use client';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { classes } from './classes';
import styles from './segmented.module.css';

interface SegmentedProps<Value extends string> {
  /** Read aloud as the name of the group. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isSmall?: boolean;
}

/** A choice of one among few, all in sight: radio buttons underneath. */
export function Segmented<Value extends string>({ label, options, value, onChange, isSmall = false }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes(styles['group'], isSmall && styles['small'])}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles['option']}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
