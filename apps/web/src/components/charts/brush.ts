/** A rectangle of the energy-volume plot. */
export interface Brush {
  /** Å³ per atom. */
  readonly volume: readonly [number, number];
  /** Above the lowest of all, eV/atom. */
  readonly energy: readonly [number, number];
}

interface Place {
  /** Å³ */
  readonly volumePerAtom: number;
  /** Above the lowest of all, eV. */
  readonly energyPerAtom: number;
}

const within = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;

export const isInBrush = (brush: Brush, { volumePerAtom, energyPerAtom }: Place): boolean =>
  within(volumePerAtom, brush.volume) && within(energyPerAtom, brush.energy);

const DIGITS = 4;

/** `11.2,13.9,0,0.05`, for the address. */
export const textFromBrush = ({ volume, energy }: Brush): string =>
  [...volume, ...energy].map((value) => String(Number(value.toFixed(DIGITS)))).join();

/** Null for anything that is no rectangle. */
export function brushFromText(text: string | null): Brush | null {
  const [v1, v2, e1, e2, ...rest] = (text ?? '').split(',').map(Number);
  if (v1 === undefined || v2 === undefined || e1 === undefined || e2 === undefined || rest.length > 0) return null;
  return v1 < v2 && e1 < e2 ? { volume: [v1, v2], energy: [e1, e2] } : null;
}
