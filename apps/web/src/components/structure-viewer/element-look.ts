import { atomicNumberOf, elementOf } from '@kessho/core/elements/elements';

const NONMETALS = new Set('H He B C N O F Ne Si P S Cl Ar Ge As Se Br Kr Sb Te I Xe At Rn'.split(' '));

/** Å, for elements whose radius nobody has measured. */
const FALLBACK_RADIUS = 1.6;

export interface ElementLook {
  readonly isMetal: boolean;
  /** Pauling; 0 for elements without a value, which then never count as anions. */
  readonly electronegativity: number;
  /** Å, for the distance at which a bond is drawn. */
  readonly bondRadius: number;
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
  const bondRadius = record?.covalentRadius ?? FALLBACK_RADIUS;
  const fillRadius = record?.atomicRadius ?? bondRadius;
  return {
    isMetal: !NONMETALS.has(symbol),
    electronegativity: record?.electronegativity ?? 0,
    bondRadius,
    fillRadius,
    ballRadius: 0.36 * fillRadius ** 0.7,
  };
}
