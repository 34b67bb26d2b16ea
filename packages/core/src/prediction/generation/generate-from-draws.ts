import { forkRng } from '../../numerics/rng.js';
import type { Candidate, GenerationChunk, GenerationReport, PredictionRequest, SymmetricDraw } from '../stage-types.js';
import { candidateKey } from './candidate-key.js';
import type { GeometryModel } from './symmetric/geometry-model.js';
import { generateSymmetricCrystals } from './symmetric/generate-symmetric-crystals.js';

/** Random crystals for each draw of the chunk, every draw from its own stream of random numbers. @param geometry see `SymmetricRequest` */
export function generateFromDraws(
  draws: readonly SymmetricDraw[],
  chunk: GenerationChunk,
  { composition, seed }: PredictionRequest,
  volumePerAtom: number,
  geometry: GeometryModel | null,
): GenerationReport {
  const candidates: Candidate[] = [];
  const rejected: Record<string, number> = {};
  let generated = 0;
  draws.slice(chunk.first, chunk.first + chunk.count).forEach(({ spaceGroup, formulaUnits, count, likelihood, letterWeights }, place) => {
    const report = generateSymmetricCrystals({
      composition,
      formulaUnits,
      spaceGroup,
      assignments: null,
      letterWeights: letterWeights.map((ofElement) => new Map(Object.entries(ofElement))),
      volumePerAtom,
      count,
      geometry,
      rng: forkRng(seed, 'symmetric', chunk.first + place),
    });
    generated += report.crystals.length;
    for (const [reason, times] of Object.entries(report.rejected)) rejected[reason] = (rejected[reason] ?? 0) + times;
    if (report.impossibleBecause !== null) rejected[report.impossibleBecause] = (rejected[report.impossibleBecause] ?? 0) + count;
    for (const { structure, assignment } of report.crystals) {
      candidates.push({
        key: candidateKey(chunk.index, candidates.length),
        structure,
        origin: { generator: 'symmetric', spaceGroup, assignment, likelihood },
      });
    }
  });
  return { candidates, generated, rejected };
}
