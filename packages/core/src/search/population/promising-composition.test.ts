import { expect, it } from 'vitest';
import { hullRequest } from '../../../test/hull-request.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { createStructure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import type { Individual } from '../search-types.js';
import { promisingComposition } from './promising-composition.js';

const REQUEST = hullRequest([8, 12], { maxAtoms: 8 });
const REFERENCES = ['O', 'Mg'].map((formula) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom: 0 }));
const triedMgO = (times: number): Individual[] =>
  Array.from({ length: times }, (_, id) => ({
    id,
    generation: 0,
    operator: 'random' as const,
    parents: [],
    start: createStructure(
      {
        vectors: [
          [3, 0, 0],
          [0, 3, 0],
          [0, 0, 3],
        ],
      },
      [12, 8],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ],
    ),
    discarded: {},
    poolPlace: null,
    outcome: null,
  }));
function drawn(individuals: readonly Individual[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 300; draw++) {
    const formula = reducedFormula(promisingComposition({ request: REQUEST, individuals, phases: [] }, null, { referenceEntries: REFERENCES }, forkRng('promise', draw)));
    counts.set(formula, (counts.get(formula) ?? 0) + 1);
  }
  return counts;
}

it('prefers what is simple and balanced, and leaves nothing out', () => {
  const counts = drawn([]);
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  expect(most).toBe('MgO');
  expect(counts.size).toBeGreaterThan(8);
  expect(counts.has('Mg')).toBe(false);
});

it('turns away from what was tried often', () => {
  const [before, after] = [drawn([]), drawn(triedMgO(40))];
  expect(after.get('MgO') ?? 0).toBeLessThan((before.get('MgO') ?? 0) / 3);
});

it('draws the same from the same stream', () => {
  expect(drawn([])).toEqual(drawn([]));
});
