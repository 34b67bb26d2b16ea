import { expect, it } from 'vitest';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { expectedShare } from '@kessho/core/search/stoichiometry/expected-share';
import { stableShares } from '@kessho/core/search/stoichiometry/stable-share';
import { loadStableFormulas } from './load-stable-formulas.js';

const model = loadStableFormulas();
const shareOf = stableShares(model);

it('knows stable formulas of tens of thousands of systems, each once', () => {
  expect(model.systems.length).toBeGreaterThan(40_000);
  expect(new Set(model.systems.map(({ elements }) => elements.join())).size).toBe(model.systems.length);
  for (const { elements, stable } of model.systems) {
    expect(elements).toEqual(elements.toSorted((a, b) => a - b));
    expect(stable.every((counts) => counts.length === elements.length)).toBe(true);
  }
});

it('tells what a chemist expects of a system from what others have', () => {
  for (const [likely, unlikely] of [
    ['NaCl', 'NaCl3'],
    ['Li3P', 'Li5P2'],
    ['Al2S3', 'AlS3'],
    ['BaTiO3', 'BaTiO5'],
  ]) {
    const [one, other] = [shareOf(parseFormula(likely)), shareOf(parseFormula(unlikely))];
    expect(one, likely).toBeGreaterThan(5 * other);
    expect(one).toBeLessThan(1);
  }
  expect(shareOf(parseFormula('Al2S3'))).toBeGreaterThan(10 * expectedShare(parseFormula('Al2S3')));
});
