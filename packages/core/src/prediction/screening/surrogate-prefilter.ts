import type { EnergyModel } from '../../energy/energy-model.js';
import type { Rng } from '../../numerics/rng.js';
import type { Candidate, ScreeningTest, StageControl, SurrogateEstimate } from '../stage-types.js';
import { screenBySurrogate } from './surrogate/screen-by-surrogate.js';
import type { SurrogateModel } from './surrogate/surrogate-model.js';

/** Fewer random crystals than this are evaluated by the potential right away: the surrogate could not learn from so few. */
const FEWEST = 200;
/** Single points that adapt the surrogate, and share of the candidates that goes on. */
const LABELS = 64;
const KEPT_SHARE = 0.3;

export interface PrefilteredCandidate {
  readonly estimate: SurrogateEstimate;
  readonly test: ScreeningTest;
  /** Single point of the potential where one was made on the way, eV/atom. */
  readonly energyPerAtom: number | null;
}

/**
 * Let the adapted surrogate choose which random crystals the potential is asked about. Returns what it found by index of the list; nothing for imitated
 * crystals, which are few, and nothing at all where random ones are few or hold elements that the surrogate does not know.
 */
export async function prefilterBySurrogate(
  candidates: readonly Candidate[],
  valid: readonly number[],
  surrogate: SurrogateModel | null,
  potential: EnergyModel,
  rng: Rng,
  control: StageControl,
): Promise<ReadonlyMap<number, PrefilteredCandidate>> {
  const random = valid.filter((i) => candidates[i]?.origin.generator === 'symmetric');
  if (surrogate === null || random.length < FEWEST || !random.every((i) => candidates[i]?.structure.atomicNumbers.every((z) => surrogate.elements.has(z)))) return new Map();
  const asked = random.map((i) => candidates[i] as Candidate);
  const { means, deviations, order, labels } = await screenBySurrogate(asked, surrogate, potential, rng, control, { labels: LABELS });
  const kept = order.slice(0, Math.ceil(KEPT_SHARE * order.length));
  const threshold = Math.max(...kept.map((k) => means[k] as number));
  const isKept = new Set(kept);
  return new Map(
    random.map((i, k) => [
      i,
      {
        estimate: { energyPerAtom: means[k] as number, deviationPerAtom: deviations[k] as number },
        test: { name: 'surrogate-energy-too-high', value: means[k] as number, threshold, passed: isKept.has(k) },
        energyPerAtom: labels.get(k) ?? null,
      },
    ]),
  );
}
