import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { readLines } from '../text-lines.js';

/** A measured powder pattern: 2θ in degrees, rising, and intensities in the unit of the file. */
export interface PowderData {
  readonly twoThetas: Float64Array;
  readonly intensities: Float64Array;
}

/** With fewer points nothing can be fitted. */
const FEWEST_POINTS = 20;
/** A line that says something else than numbers. */
const REMARK = /^\s*[#!;'"/*A-Za-z_]/;

/**
 * Read two columns, 2θ (degrees) and intensity, separated by blanks, commas or semicolons (.xy, .dat, .csv); further columns are left alone, lines that begin
 * with a letter or a mark of comment are remarks. A repeated angle is refused, an unsorted list is sorted.
 * @throws {ParseFailedError} with the line
 */
export function readPowderData(text: string): PowderData {
  const points: { readonly twoTheta: number; readonly intensity: number; readonly place: TextPlace }[] = [];
  const lines = readLines(text);
  while (lines.peek() !== null) {
    const { text: content, words } = lines.next('a point');
    const place = words[0]?.place;
    if (place === undefined || REMARK.test(content)) continue;
    const [twoTheta, intensity] = content
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    if (!Number.isFinite(twoTheta) || !Number.isFinite(intensity)) throw new ParseFailedError('Two numbers were expected, 2θ and intensity', place);
    if (twoTheta < 0 || twoTheta > 180) throw new ParseFailedError(`2θ is ${twoTheta}°, outside of 0 to 180°`, place);
    points.push({ twoTheta, intensity, place });
  }
  if (points.length < FEWEST_POINTS) throw new ParseFailedError(`A pattern needs ${FEWEST_POINTS} points at least, not ${points.length}`, null);
  points.sort((a, b) => a.twoTheta - b.twoTheta);
  points.forEach(({ twoTheta, place }, k) => {
    if (points[k - 1]?.twoTheta === twoTheta) throw new ParseFailedError(`2θ = ${twoTheta}° stands twice`, place);
  });
  return { twoThetas: Float64Array.from(points, ({ twoTheta }) => twoTheta), intensities: Float64Array.from(points, ({ intensity }) => intensity) };
}
