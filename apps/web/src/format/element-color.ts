import { atomicNumberOf } from '@kessho/core/elements/elements';
import { JMOL_COLORS, VESTA_COLORS } from './element-colors.generated';

export const ELEMENT_SCHEMES = ['VESTA', 'Jmol'] as const;
export type ElementScheme = (typeof ELEMENT_SCHEMES)[number];

const UNKNOWN_COLOR = '#c8c8c8';

/** `#rrggbb` of an element's atoms. */
export function elementColor(symbol: string, scheme: ElementScheme = 'VESTA'): string {
  const atomicNumber = atomicNumberOf(symbol);
  const colors = scheme === 'VESTA' ? VESTA_COLORS : JMOL_COLORS;
  return (atomicNumber === null ? undefined : colors[atomicNumber - 1]) ?? UNKNOWN_COLOR;
}
