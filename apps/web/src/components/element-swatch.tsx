import { elementColor } from '../format/element-color';
import type { ElementScheme } from '../format/element-color';
import styles from './element-swatch.module.css';

interface ElementSwatchProps {
  readonly symbol: string;
  readonly scheme?: ElementScheme;
  /** Instead of the element's own. */
  readonly color?: string;
}

/** An element's symbol beside the color of its atoms, outlined so that it stands out on either ground. */
export function ElementSwatch({ symbol, scheme = 'VESTA', color = elementColor(symbol, scheme) }: ElementSwatchProps) {
  return (
    <span className={styles['swatch']} translate="no">
      <span className={styles['dot']} style={{ background: color }} aria-hidden="true" />
      {symbol}
    </span>
  );
}
