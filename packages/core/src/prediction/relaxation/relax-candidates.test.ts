import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createStructure } from '../../crystal/structure.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import type { ScreenedCandidate } from '../stage-types.js';
import { relaxCandidates } from './relax-candidates.js';

/** Close-packed copper drawn out along c. */
const drawnOut = createStructure({ vectors: [[1.8, 1.8, 0], [1.8, -1.8, 0], [1.8, 0, 2.1]] }, [29], [[0, 0, 0]]);
const candidate = (key: string, relaxation: 'full' | 'held'): ScreenedCandidate => ({
  key,
  structure: drawnOut,
  origin: { generator: 'substitution', prototype: 'A_tI2_139_a', sourceId: 'mp-1', sourceFormula: 'In', likelihood: 0.1, relaxation },
  screening: { tests: [], energyPerAtom: -1, surrogate: null, briefRelaxation: null, duplicateOf: null, passed: true },
});

describe('relaxCandidates', () => {
  it('holds a candidate where its forces have settled, and relaxes the others to a minimum, in their order', async () => {
    const model = createLennardJonesModel();
    const [held, full] = await relaxCandidates([candidate('a', 'held'), candidate('b', 'full')], model, 0, { signal: null, onProgress: null });
    expect([held?.key, full?.key]).toEqual(['a', 'b']);
    expect([held?.relaxation.stopReason, full?.relaxation.stopReason]).toEqual(['held', 'converged']);
    expect(held?.relaxation.steps).toBeLessThan(full?.relaxation.steps as number);
    expect(held?.relaxation.enthalpyPerAtom).toBeGreaterThan(full?.relaxation.enthalpyPerAtom as number);
    expect(held?.relaxation.maxForce).toBeLessThanOrEqual(0.2);
  });
});
