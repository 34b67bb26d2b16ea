import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anonymousFormula } from '../../src/composition/anonymous-formula.js';
import { parseFormula } from '../../src/composition/parse-formula.js';
import { formulaUnitsOf, reduceComposition, sameComposition } from '../../src/composition/reduce-composition.js';
import { alphabeticalFormula, hillFormula, reducedFormula } from '../../src/composition/written-formula.js';
import { CoreError } from '../../src/errors.js';
import { compositionArbitrary } from './arbitraries.js';

test('composition → formula → composition, in every order of elements', () => {
  fc.assert(
    fc.property(compositionArbitrary, (composition) => {
      expect(parseFormula(alphabeticalFormula(composition))).toEqual(composition);
      expect(parseFormula(hillFormula(composition))).toEqual(composition);
      expect(sameComposition(parseFormula(reducedFormula(composition)), composition)).toBe(true);
    }),
  );
});

test('reducing is idempotent and blind to multiples', () => {
  fc.assert(
    fc.property(compositionArbitrary, fc.integer({ min: 2, max: 9 }), (composition, factor) => {
      const reduced = reduceComposition(composition);
      expect(formulaUnitsOf(reduced)).toBe(1);
      expect(reduceComposition(reduced)).toEqual(reduced);
      const multiple = { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((count) => count * factor) };
      expect(reduceComposition(multiple)).toEqual(reduced);
      expect(reducedFormula(multiple)).toBe(reducedFormula(composition));
      expect(anonymousFormula(multiple)).toBe(anonymousFormula(composition));
    }),
  );
});

test('any text is read or refused with a code and a place inside of it', () => {
  const pieces = fc.constantFrom('Ba', 'Ti', 'O', 'x', '3', '0.5', '(', ')', '[', ']', '{', '}', '·', '*', ' ', '+', '₂', '.', '😀', '\n');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join('')),
        fc.string({ maxLength: 30, unit: 'grapheme' }),
      ),
      (text) => {
        try {
          const { atomicNumbers, counts } = parseFormula(text);
          expect(atomicNumbers.length).toBeGreaterThan(0);
          expect(counts.every((count) => Number.isInteger(count) && count > 0)).toBe(true);
        } catch (error) {
          if (!(error instanceof CoreError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
