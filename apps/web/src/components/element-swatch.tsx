import { elementColor } from '../format/element-color';
import type { ElementScheme } from '../format/element-color';
import styles from './element-swatch.module.css';

/** An element's symbol beside the color of its atoms, outlined so that it stands out on either ground. */
export function ElementSwatch({ symbol, scheme = 'VESTA' }: { symbol: string; scheme?: ElementScheme }) {
  return (
    <span className={styles['swatch']} translate="no">
      <span className={styles['dot']} style={{ background: elementColor(symbol, scheme) }} aria-hidden="true" />
      {symbol}
    </span>
  );
}
