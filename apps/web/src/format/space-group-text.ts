export interface SymbolPart {
  readonly kind: 'letter' | 'digit' | 'overbar' | 'screw' | 'slash';
  /** For `screw` two characters: the axis and its subscript. */
  readonly text: string;
}

/**
 * Split a Hermann–Mauguin symbol into parts to typeset. `P 4_2/m n m` has a screw axis 4₂, `F d -3 m` an overbar on 3.
 * Spaces separate directions and are not drawn; symbols without spaces and underscores (`Fm-3m`) are split alike.
 */
export function symbolParts(symbol: string): SymbolPart[] {
  const tokens = symbol.replace(/\s+/g, '').match(/-\d|\d_\d|\/|\d|:?[A-Za-z]/g) ?? [];
  return tokens.map((token): SymbolPart => {
    if (token.startsWith('-')) return { kind: 'overbar', text: token.slice(1) };
    if (token.includes('_')) return { kind: 'screw', text: token.replace('_', '') };
    if (token === '/') return { kind: 'slash', text: token };
    return { kind: /\d/.test(token) ? 'digit' : 'letter', text: token };
  });
}

/** The symbol for copying and screen readers: `P4_2/mnm`, `Fd-3m`. */
export const spaceGroupText = (symbol: string): string => symbol.replace(/\s+/g, '');
