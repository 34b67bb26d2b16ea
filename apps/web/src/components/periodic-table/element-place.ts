import { elementOf } from '@kessho/core/elements/elements';

export interface ElementPlace {
  /** 1–18 */
  readonly column: number;
  /** 1–7; the lanthanides and actinides stand beneath, in rows 9 and 10. */
  readonly row: number;
}

const LANTHANIDES = { first: 57, last: 71, row: 9 };
const ACTINIDES = { first: 89, last: 103, row: 10 };
/** Under the third column, where both series belong. */
const SERIES_COLUMN = 3;

/** Where an element stands in the periodic table of eighteen columns. @param atomicNumber 1–118 */
export function elementPlace(atomicNumber: number): ElementPlace {
  const series = [LANTHANIDES, ACTINIDES].find(({ first, last }) => atomicNumber >= first && atomicNumber <= last);
  if (series !== undefined) return { column: SERIES_COLUMN + atomicNumber - series.first, row: series.row };
  const { group, row } = elementOf(atomicNumber);
  return { column: group, row };
}

/** The element that one meets first from a place in a direction; the same one where there is none. */
export function neighborOf(atomicNumber: number, [across, down]: readonly [number, number], count: number): number {
  const from = elementPlace(atomicNumber);
  const places = Array.from({ length: count }, (_, i) => ({ atomicNumber: i + 1, ...elementPlace(i + 1) }));
  const ahead = places
    .map((place) => ({ ...place, steps: (place.column - from.column) * across + (place.row - from.row) * down }))
    .filter(({ column, row, steps }) => steps > 0 && (across === 0 ? column === from.column : row === from.row))
    .sort((one, other) => one.steps - other.steps);
  return ahead[0]?.atomicNumber ?? atomicNumber;
}
