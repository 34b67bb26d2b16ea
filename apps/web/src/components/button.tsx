import type { ComponentProps } from 'react';
import { classes } from './classes';
import styles from './button.module.css';

export interface ButtonLook {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly isIcon?: boolean;
}

/** The classes of a button, for links that look like one. */
export const buttonClass = ({ variant = 'secondary', size = 'medium', isIcon = false }: ButtonLook): string =>
  classes(styles['button'], styles[variant], styles[size], isIcon && styles['icon']);

export function Button({ variant, size, isIcon, className, type = 'button', ...rest }: ButtonLook & ComponentProps<'button'>) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(isIcon && { isIcon }) };
  return <button type={type} className={classes(buttonClass(look), className)} {...rest} />;
}
