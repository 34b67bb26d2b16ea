import type { Facet } from './facets.js';
import { writeAtomicFractions } from './phase-columns.js';
import type { PhaseDiagram } from './phase-diagram.js';

/** Two stable phases that coexist along a whole line: places in `PhaseDiagram.phases`, the smaller first. */
export type TieLine = readonly [number, number];

/** Largest difference of an atomic fraction from a straight line. */
const STRAIGHT_TOLERANCE = 1e-9;

/**
 * The edges of the lower hull, as the lines of a phase diagram are drawn: from phase to neighboring phase. A phase on the line between two others
 * divides it. Where more phases than there are elements lie in one plane, only the rim of the facet is drawn, and a phase within has no line: the
 * diagonals that a triangulation would add mean nothing.
 */
export function computeTieLines(diagram: PhaseDiagram, facets: readonly Facet[]): TieLine[] {
  const { elements, phases, stable } = diagram;
  const fractions = stable.map((place) => {
    const shares = new Float64Array(elements.length);
    writeAtomicFractions(phases[place].entry.composition, elements, shares);
    return shares;
  });
  const touches = touchedPlanes(diagram, facets);
  const lines: TieLine[] = [];
  for (let i = 0; i < stable.length; i++) {
    for (let j = i + 1; j < stable.length; j++) {
      const common = touches[i].map((word, w) => word & touches[j][w]);
      // An edge lies in one plane fewer than there are elements, or in more.
      if (bitCount(common) < elements.length - 1) continue;
      const face = stable.map((_, k) => k).filter((k) => common.every((word, w) => (word & ~touches[k][w]) === 0));
      const positions = face.map((k) => positionOnLine(fractions[i], fractions[j], fractions[k]));
      if (positions.every((position) => position !== null && (position <= 0 || position >= 1))) lines.push(ascending(stable[i], stable[j]));
    }
  }
  return lines.sort(([a, b], [c, d]) => a - c || b - d);
}

const ascending = (a: number, b: number): TieLine => (a < b ? [a, b] : [b, a]);

/** For each stable phase the facets it belongs to, and the walls of the diagram (no atom of this element) that it stands at, as bits. */
function touchedPlanes({ elements, phases, stable }: PhaseDiagram, facets: readonly Facet[]): Uint32Array[] {
  const columnOf = new Map(stable.map((place, column) => [place, column]));
  const touches = stable.map(() => new Uint32Array(((facets.length + elements.length) >>> 5) + 1));
  const touch = (column: number, plane: number): void => void (touches[column][plane >>> 5] |= 1 << (plane & 31));
  facets.forEach((facet, plane) => facet.phases.forEach((place) => touch(columnOf.get(place) ?? 0, plane)));
  stable.forEach((place, column) =>
    elements.forEach((z, i) => {
      if (!phases[place].entry.composition.atomicNumbers.includes(z)) touch(column, facets.length + i);
    }),
  );
  return touches;
}

function bitCount(bits: Uint32Array): number {
  let count = 0;
  for (let word of bits) for (; word !== 0; word &= word - 1) count++;
  return count;
}

/** 0 at `from`, 1 at `to`; null beside the line. */
function positionOnLine(from: Float64Array, to: Float64Array, point: Float64Array): number | null {
  let [along, length] = [0, 0];
  for (let k = 0; k < from.length; k++) {
    along += (point[k] - from[k]) * (to[k] - from[k]);
    length += (to[k] - from[k]) ** 2;
  }
  const position = along / length;
  for (let k = 0; k < from.length; k++) if (Math.abs(from[k] + position * (to[k] - from[k]) - point[k]) > STRAIGHT_TOLERANCE) return null;
  return position;
}
