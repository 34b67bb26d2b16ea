import { methodsOf, type SearchRun } from './summarize-runs.js';

const SIZE = { width: 640, height: 400, left: 60, right: 150, top: 20, bottom: 50 };
/** Okabe and Ito's colors, told apart by everyone. */
const COLORS = ['#000000', '#e69f00', '#56b4e9', '#009e73', '#d55e00', '#cc79a7', '#0072b2'];

/** Share of the searches that have found the known crystal, by relaxations or evaluations of the potential spent, one stepped curve a method, as SVG. */
export function drawCurves(runs: readonly SearchRun[], unit: 'relaxations' | 'evaluations'): string {
  const most = Math.max(...runs.map((run) => run[unit]));
  const { width, height, left, right, top, bottom } = SIZE;
  const x = (spent: number): string => (left + ((width - left - right) * spent) / most).toFixed(1);
  const y = (share: number): string => (height - bottom - (height - top - bottom) * share).toFixed(1);
  const curves = methodsOf(runs).map((method, k) => {
    const own = runs.filter((run) => run.method === method);
    const hits = own.flatMap(({ hit }) => (hit === null ? [] : [hit[unit]])).sort((a, b) => a - b);
    const steps = hits.map((spent, found) => `H${x(spent)}V${y((found + 1) / own.length)}`).join('');
    const color = COLORS[k % COLORS.length] as string;
    const label = `<text x="${width - right + 10}" y="${top + 16 + 18 * k}" fill="${color}">${method}, ${hits.length} of ${own.length}</text>`;
    return `<path d="M${x(0)} ${y(0)}${steps}H${x(Math.max(...own.map((run) => run[unit])))}" fill="none" stroke="${color}" stroke-width="2"/>${label}`;
  });
  const axisX = [0, 0.25, 0.5, 0.75, 1].map(
    (t) => `<text x="${x(t * most)}" y="${height - bottom + 18}" text-anchor="middle">${Math.round(t * most)}</text>`,
  );
  const axisY = [0, 0.25, 0.5, 0.75, 1].map(
    (t) =>
      `<text x="${left - 8}" y="${Number(y(t)) + 4}" text-anchor="end">${100 * t} %</text><path d="M${left} ${y(t)}H${width - right}" stroke="#ddd"/>`,
  );
  const title = `<text x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">${unit === 'relaxations' ? 'relaxations' : 'evaluations of the potential'}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${axisY.join('')}${axisX.join('')}${title}${curves.join('')}</svg>\n`;
}
