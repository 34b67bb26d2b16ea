import { Fragment } from 'react';
import type { SymbolPart } from '../format/space-group-text';
import { symbolParts } from '../format/space-group-text';
import styles from './space-group-symbol.module.css';

/** What is drawn as a bar or a subscript stays in the text as `-` or `_`, unseen: copied or read aloud it is `Fd-3m`, `P4_2/mnm`. */
function Part({ kind, text }: SymbolPart) {
  switch (kind) {
    case 'letter':
      return <span className={styles['letter']}>{text}</span>;
    case 'overbar':
      return (
        <>
          <span className="visually-hidden">-</span>
          <span className={styles['overbar']}>{text}</span>
        </>
      );
    case 'screw':
      return (
        <>
          {text.slice(0, 1)}
          <span className="visually-hidden">_</span>
          <sub>{text.slice(1)}</sub>
        </>
      );
    case 'digit':
    case 'slash':
      return <Fragment>{text}</Fragment>;
  }
}

/** A Hermann–Mauguin symbol, typeset, with the number of its space group where given. */
export function SpaceGroupSymbol({ symbol, number }: { symbol: string; number?: number }) {
  return (
    <span className={styles['symbol']} translate="no">
      <span>
        {symbolParts(symbol).map((part, index) => (
          <Part key={index} {...part} />
        ))}
      </span>
      {number !== undefined && <span className={styles['number']}>{number}</span>}
    </span>
  );
}
