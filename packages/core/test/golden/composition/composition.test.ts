import { expect, test } from 'vitest';
import { anonymousFormula } from '../../../src/composition/anonymous-formula.js';
import { parseFormula } from '../../../src/composition/parse-formula.js';
import { sameComposition } from '../../../src/composition/reduce-composition.js';
import { alphabeticalFormula, chemicalSystem, hillFormula, reducedFormula } from '../../../src/composition/written-formula.js';
import reference from './reference.json' with { type: 'json' };

const ALPHABET = 26; // pymatgen has no letters beyond

test(`normal forms of ${reference.formulas.length} formulas agree with pymatgen`, () => {
  expect(reference.formulas.length).toBeGreaterThan(500);
  const offenders = reference.formulas.flatMap((expected) => {
    const composition = parseFormula(expected.text);
    const actual = {
      text: expected.text,
      counts: Object.fromEntries(composition.atomicNumbers.map((z, k) => [String(z), composition.counts[k]])),
      reduced: reducedFormula(composition),
      alphabetical: alphabeticalFormula(composition),
      hill: hillFormula(composition),
      anonymous: composition.counts.length > ALPHABET ? expected.anonymous : anonymousFormula(composition),
      system: chemicalSystem(composition),
    };
    return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ actual, expected }];
  });
  expect(offenders).toEqual([]);
});

test('each written form reads back as the same composition', () => {
  const offenders = reference.formulas.filter(({ text, reduced, alphabetical, hill }) =>
    [reduced, alphabetical, hill].some((formula) => !sameComposition(parseFormula(formula), parseFormula(text))),
  );
  expect(offenders).toEqual([]);
});
