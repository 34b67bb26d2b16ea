import type { Structure } from '../../crystal/structure.js';
import { isSound } from '../stop-reasons.js';
import type { RelaxationResult, ScreenedCandidate, StageControl } from '../stage-types.js';

/** Enough for the cell and the free coordinates to meet; a structure on its way to a good minimum stands out by then. */
const STEPS = 12;
/** eV/Å and GPa. */
const LOOSE = { fmax: 0.15, smaxGPa: 1.5, symmetry: 'keep' } as const;

/** Relax structures with their symmetry kept (`relaxation/relax-structures.ts`, bound to a potential); one result for each, in their order. */
export type RelaxStructures = (
  structures: readonly Structure[],
  options: { readonly fmax: number; readonly smaxGPa: number; readonly symmetry: 'keep'; readonly maxSteps: number; readonly pressureGPa: number },
  control: StageControl,
) => Promise<readonly RelaxationResult[]>;

export interface BriefRelaxationOptions {
  readonly pressureGPa: number;
  /** Of the random crystals, those of lowest energy. */
  readonly share: number;
}

/** Take the first steps of relaxation with the better part of the random crystals; candidates come back in order, the others unchanged. */
export async function relaxBriefly(
  screened: readonly ScreenedCandidate[],
  relax: RelaxStructures,
  { pressureGPa, share }: BriefRelaxationOptions,
  control: StageControl,
): Promise<ScreenedCandidate[]> {
  const eligible = screened.flatMap(({ origin, screening }, i) =>
    origin.generator === 'symmetric' && screening.passed && screening.duplicateOf === null ? [{ i, energy: screening.energyPerAtom ?? Infinity }] : [],
  );
  const chosen = eligible.sort((a, b) => a.energy - b.energy || a.i - b.i).slice(0, Math.ceil(share * eligible.length));
  const structures = chosen.map(({ i }) => (screened[i] as ScreenedCandidate).structure);
  const results = await relax(structures, { ...LOOSE, maxSteps: STEPS, pressureGPa }, control);
  const relaxed = [...screened];
  chosen.forEach(({ i }, k) => {
    const result = results[k];
    const candidate = screened[i] as ScreenedCandidate;
    if (result === undefined || !isSound(result)) return;
    const { structure, energyPerAtom, enthalpyPerAtom, steps, trajectory } = result;
    relaxed[i] = { ...candidate, screening: { ...candidate.screening, briefRelaxation: { structure, energyPerAtom, enthalpyPerAtom, steps, trajectory } } };
  });
  return relaxed;
}
