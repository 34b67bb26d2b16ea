import { atomicNumberOf, elementOf } from '@kessho/core/elements/elements';

/** Å, for elements whose radius nobody has measured. */
const FALLBACK_RADIUS = 1.6;

export interface ElementLook {
  /** Pauling; 0 for elements without a value, which then never count as anions. */
  readonly electronegativity: number;
  /** Å, of the atom when space is filled. */
  readonly fillRadius: number;
  /** Å, of the ball between sticks: a mild function of the size, so that small anions stay visible beside large cations. */
  readonly ballRadius: number;
}

const known = new Map<string, ElementLook>();

/** How an element is drawn. Unknown symbols get the look of a metal of average size. */
export function elementLook(symbol: string): ElementLook {
  let look = known.get(symbol);
  if (look === undefined) known.set(symbol, (look = lookOf(symbol)));
  return look;
}

function lookOf(symbol: string): ElementLook {
  const atomicNumber = atomicNumberOf(symbol);
  const record = atomicNumber === null ? null : elementOf(atomicNumber);
  const fillRadius = record?.atomicRadius ?? record?.covalentRadius ?? FALLBACK_RADIUS;
  return {
    electronegativity: record?.electronegativity ?? 0,
    fillRadius,
    ballRadius: 0.36 * fillRadius ** 0.7,
  };
}
