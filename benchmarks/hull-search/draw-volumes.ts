import type { HullRun, KnownHull } from './hull-run.js';
import { methodsOf } from './summarize-runs.js';

const PANEL = { width: 380, height: 320, left: 56, right: 12, top: 34, bottom: 46 };
/** Okabe and Ito's colors, told apart by everyone. */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** Depth of the hull over relaxations, a panel for each system, a stepped curve for each run, dashed the hull of the known phases in cells of the same size; SVG. */
export function drawVolumes(runs: readonly HullRun[], known: readonly KnownHull[]): string {
  const methods = methodsOf(runs);
  const panels = known.map((system, k) => `<g transform="translate(${k * PANEL.width} 0)">${panelOf(system, runs, methods)}</g>`);
  const width = PANEL.width * known.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>${panels.join('')}</svg>\n`;
}

function panelOf({ system, volumeWithin }: KnownHull, runs: readonly HullRun[], methods: readonly HullRun['method'][]): string {
  const own = runs.filter((run) => run.system === system);
  const { width, height, left, right, top, bottom } = PANEL;
  const most = Math.max(1, ...own.map(({ relaxations }) => relaxations));
  const deepest = 1.08 * Math.max(volumeWithin, ...own.flatMap(({ curve }) => curve.map(([, volume]) => volume)));
  const x = (relaxations: number): string => (left + ((width - left - right) * relaxations) / most).toFixed(1);
  const y = (volume: number): string => (height - bottom - ((height - top - bottom) * volume) / deepest).toFixed(1);
  const curves = own.map(({ method, curve, relaxations }) => {
    const steps = curve.map(([at, volume]) => `H${x(at)}V${y(volume)}`).join('');
    return `<path d="M${x(0)} ${y(0)}${steps}H${x(relaxations)}" fill="none" stroke="${COLORS[methods.indexOf(method) % COLORS.length]}" stroke-width="1.5"/>`;
  });
  const labels = methods.map(
    (method, k) =>
      `<text x="${width - right}" y="${height - bottom - 10 - 16 * k}" text-anchor="end" fill="${COLORS[k % COLORS.length]}">${method}</text>`,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="${x(share * most)}" y="${height - bottom + 16}" text-anchor="middle">${Math.round(share * most)}</text>` +
      `<text x="${left - 6}" y="${Number(y(share * deepest)) + 4}" text-anchor="end">${(1000 * share * deepest).toFixed(0)}</text><path d="M${left} ${y(share * deepest)}H${width - right}" stroke="#ddd"/>`,
  );
  const reference = `<path d="M${left} ${y(volumeWithin)}H${width - right}" stroke="#000" stroke-dasharray="5 4"/>`;
  const titles =
    `<text x="${left}" y="18" font-weight="bold">${system}: mean depth of the hull, meV/atom</text>` +
    `<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">relaxations</text>`;
  return [...ticks, reference, ...curves, ...labels, titles].join('');
}
