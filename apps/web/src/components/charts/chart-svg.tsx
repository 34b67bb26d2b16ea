'use client';
import type { ComponentProps } from 'react';
import { useId } from 'react';
import { classes } from '../classes';
import frame from './chart-frame.module.css';

interface ChartSvgProps extends ComponentProps<'svg'> {
  /** Read to those who do not see the picture. */
  readonly title: string;
  readonly description: string;
}

/** The drawing of a chart, named and described; its marks can be reached one by one. */
export function ChartSvg({ title, description, className, children, ...rest }: ChartSvgProps) {
  const id = useId();
  return (
    <svg className={classes(frame['plot'], className)} role="group" aria-labelledby={`${id}-title`} aria-describedby={`${id}-description`} {...rest}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {children}
    </svg>
  );
}
