import { isSound } from '@kessho/core/prediction/stop-reasons';
import { STOP_REASONS } from '@kessho/core/prediction/stage-types';
import { CAUSES } from './cause-of-stop.js';
import { START_KINDS } from './make-starts.js';
import type { End } from './relax-starts.js';

/** eV/atom above the hull. */
const DEPTHS = [-0.1, -0.3, -0.5, -1] as const;
/** Of the sum of two covalent radii; what the geometry tests of a start ask for. */
const CLOSE = 0.5;
const LOWEST = 100;
/** Upper limits of the classes of a histogram of energies above the hull, eV/atom. */
const CLASSES = [-0.5, -0.3, -0.1, 0, 0.1, 0.3, 0.5, 1, 2] as const;

export const summarizeAll = (ends: readonly End[]) => ({
  all: summarize(ends),
  admitted: summarize(ends.filter(({ isScreenedOut }) => !isScreenedOut)),
  byKind: Object.fromEntries(START_KINDS.map((kind) => [kind, summarize(ends.filter((end) => end.kind === kind))])),
});

function summarize(ends: readonly End[]) {
  const sound = ends.filter(isSound);
  return {
    starts: ends.length,
    stopReasons: countsOf(
      STOP_REASONS,
      ends.map(({ stopReason }) => stopReason),
    ),
    causes: countsOf(
      CAUSES,
      ends.flatMap(({ cause }) => cause ?? []),
    ),
    metNotANumber: ends.filter(({ metNotANumber }) => metNotANumber).length,
    sound: {
      count: sound.length,
      aboveHull: histogram(sound.map(({ energyAboveHull }) => energyAboveHull)),
      belowHull: Object.fromEntries(
        DEPTHS.map((depth) => [`${depth} eV/atom`, sound.filter(({ energyAboveHull }) => energyAboveHull < depth).length]),
      ),
      lowestAboveHull: Math.min(...sound.map(({ energyAboveHull }) => energyAboveHull)),
      closeContacts: sound.filter(({ pairRatio }) => pairRatio < CLOSE).length,
      belowHullWithCloseContacts: sound.filter(({ pairRatio, energyAboveHull }) => pairRatio < CLOSE && energyAboveHull < 0).length,
      shortestPairRatio: Math.min(...sound.map(({ pairRatio }) => pairRatio)),
    },
  };
}

/** How often each was met, those never met left out. */
const countsOf = <Name extends string>(names: readonly Name[], met: readonly Name[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, met.filter((other) => other === name).length] as const).filter(([, count]) => count > 0));

const histogram = (energies: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    [...CLASSES, Infinity].map((upper, k) => {
      const lower = CLASSES[k - 1] ?? -Infinity;
      const title = upper === Infinity ? `from ${lower}` : `below ${upper}`;
      return [title, energies.filter((energy) => energy >= lower && energy < upper).length];
    }),
  );

/** What another potential should look at: the sound ends that are lowest against the hull, as lines of JSON. */
export const linesOfLowest = (ends: readonly End[]): string =>
  ends
    .filter(isSound)
    .sort((a, b) => a.energyAboveHull - b.energyAboveHull)
    .slice(0, LOWEST)
    .map((end) => `${JSON.stringify(end)}\n`)
    .join('');
