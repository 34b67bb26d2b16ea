import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { createStructure } from '../../crystal/structure.js';
import { parseMolecule } from '../molecules/parse-molecule.js';
import type { SearchConstraints, SearchRequest } from '../search-types.js';
import { brokenConstraint } from './broken-constraint.js';
import { isChargeBalanced } from './charge-balance.js';
import { assertSearchRequest, DEFAULT_CONSTRAINTS } from './search-constraints.js';

const ROCK_SALT = createStructure(
  {
    vectors: [
      [0, 2.82, 2.82],
      [2.82, 0, 2.82],
      [2.82, 2.82, 0],
    ],
  },
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);
const REQUEST: SearchRequest = {
  method: 'random',
  elements: [11, 17],
  composition: parseFormula('NaCl'),
  seed: '1',
  budget: 10,
  lag: 2,
  constraints: DEFAULT_CONSTRAINTS,
  seeds: [],
};
const withConstraints = (constraints: Partial<SearchConstraints>): SearchRequest => ({
  ...REQUEST,
  constraints: { ...DEFAULT_CONSTRAINTS, ...constraints },
});
const BY_HULL = { method: 'hull', composition: null } as const;
const ENDS = [parseFormula('Na'), parseFormula('NaCl')];
const ENDS_WITHOUT_SODIUM = [parseFormula('NaCl'), parseFormula('Cl')];
const HYDROXIDE = parseMolecule('2\n\nO 0 0 0\nH 0.97 0 0');
const ANY_CELL = DEFAULT_CONSTRAINTS.cell;

describe('brokenConstraint', () => {
  it.each<[string | null, SearchRequest]>([
    [null, REQUEST],
    ['too-many-atoms', withConstraints({ maxAtoms: 1 })],
    ['too-few-atoms', withConstraints({ minAtoms: 3 })],
    ['other-composition', { ...REQUEST, composition: parseFormula('NaCl2') }],
    ['edge-out-of-range', withConstraints({ cell: { ...ANY_CELL, shortestEdge: 4.1 } })],
    ['edge-out-of-range', withConstraints({ cell: { ...ANY_CELL, longestEdge: 3.9 } })],
    ['angle-out-of-range', withConstraints({ cell: { ...ANY_CELL, smallestAngle: 61 } })],
    ['angle-out-of-range', withConstraints({ cell: { ...ANY_CELL, largestAngle: 59 } })],
    ['atoms-too-close', withConstraints({ shortestPairRatio: 1.1 })],
    ['atoms-too-close', withConstraints({ pairDistances: [{ atomicNumbers: [17, 11], distance: 2.9 }] })],
    [null, withConstraints({ pairDistances: [{ atomicNumbers: [11, 11], distance: 2.9 }] })],
  ])('%s', (reason, request) => {
    expect(brokenConstraint(ROCK_SALT, request, 22)).toBe(reason);
  });

  it('holds the volume against the expected one', () => {
    expect(brokenConstraint(ROCK_SALT, REQUEST, 50)).toBe('volume-out-of-range');
    expect(brokenConstraint(ROCK_SALT, REQUEST, 10)).toBe('volume-out-of-range');
  });

  it('asks a variable composition for shares of elements, and for mixtures of end members', () => {
    const within = (least: number): SearchRequest => ({ ...withConstraints({ fractions: [{ atomicNumber: 11, least, most: 1 }] }), ...BY_HULL });
    expect(brokenConstraint(ROCK_SALT, within(0.5), 22)).toBeNull();
    expect(brokenConstraint(ROCK_SALT, within(0.51), 22)).toBe('fraction-out-of-range');
    const mixture = { ...withConstraints({ endMembers: ENDS_WITHOUT_SODIUM }), ...BY_HULL };
    expect(brokenConstraint(ROCK_SALT, mixture, 22)).toBeNull();
    expect(brokenConstraint({ ...ROCK_SALT, atomicNumbers: [11, 11] }, mixture, 22)).toBe('no-mixture-of-end-members');
  });

  it('asks a variable composition for balanced charges', () => {
    const request = { ...withConstraints({ chargeNeutral: true }), method: 'hull', composition: null } as const;
    expect(brokenConstraint(ROCK_SALT, request, 22)).toBeNull();
    expect(brokenConstraint({ ...ROCK_SALT, atomicNumbers: [11, 11] }, request, 22)).toBeNull();
    expect(brokenConstraint({ ...ROCK_SALT, atomicNumbers: [12, 17] }, request, 22)).toBe('charge-not-balanced');
  });
});

it.each([
  ['NaCl', true],
  ['Na2Cl', false],
  ['Fe2O3', true],
  ['Fe3O4', true],
  ['MgO2', false],
  ['BaTiO3', true],
  ['Mg17Al12', true],
  ['Si', true],
])('%s balances its charges: %s', (formula, balanced) => {
  expect(isChargeBalanced(parseFormula(formula))).toBe(balanced);
});

describe('assertSearchRequest', () => {
  it.each<[string, Partial<SearchRequest>]>([
    ['takes a chemical system', { method: 'hull' }],
    ['needs one composition', { method: 'evolutionary', composition: null }],
    ['budget', { budget: 0 }],
    ['lag', { lag: 0.5 }],
    ['more than the 1 allowed', { constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 1 } }],
    ['between 3 and 3 atoms', { constraints: { ...DEFAULT_CONSTRAINTS, minAtoms: 3, maxAtoms: 3 } }],
    ['231 is no space group', { constraints: { ...DEFAULT_CONSTRAINTS, spaceGroups: [231] } }],
    ['not for one composition', { constraints: { ...DEFAULT_CONSTRAINTS, endMembers: ENDS } }],
    [
      'Give end members or ranges',
      { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, endMembers: ENDS, fractions: [{ atomicNumber: 11, least: 0, most: 1 }] } },
    ],
    ['which is not in the search', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, fractions: [{ atomicNumber: 12, least: 0, most: 1 }] } }],
    ['must go up from 0 to 1', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, fractions: [{ atomicNumber: 11, least: 0.5, most: 0.4 }] } }],
    [
      'No composition of up to 5 atoms',
      { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 5, fractions: [{ atomicNumber: 11, least: 0.41, most: 0.49 }] } },
    ],
    ['NaCl alone', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, endMembers: [parseFormula('NaCl')] } }],
    ['The end member NaCl has more', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 1, endMembers: ENDS } }],
    ['one is a mixture', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, endMembers: [...ENDS, parseFormula('Na3Cl')] } }],
    [
      'The seed Na is no mixture',
      { ...BY_HULL, seeds: [{ ...ROCK_SALT, atomicNumbers: [11, 11] }], constraints: { ...DEFAULT_CONSTRAINTS, endMembers: ENDS_WITHOUT_SODIUM } },
    ],
    ['HO holds O, which is not in the search', { ...BY_HULL, constraints: { ...DEFAULT_CONSTRAINTS, molecules: [HYDROXIDE] } }],
    [
      'HO has more than the 1 atoms',
      { ...BY_HULL, elements: [1, 8, 11], constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 1, molecules: [HYDROXIDE] } },
    ],
    ['NaCl has no place for HO', { constraints: { ...DEFAULT_CONSTRAINTS, molecules: [HYDROXIDE] } }],
    [
      'HO is given twice',
      { elements: [1, 8, 11], composition: parseFormula('NaOH'), constraints: { ...DEFAULT_CONSTRAINTS, molecules: [HYDROXIDE, HYDROXIDE] } },
    ],
    [
      'more than the 3 allowed',
      {
        elements: [1, 8],
        composition: parseFormula('OH'),
        constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: 3, molecules: [parseMolecule('4\n\nO 0 0 0\nO 1.46 0 0\nH 0 0.97 0\nH 1.46 0.97 0')] },
      },
    ],
    [
      'do not hang together',
      {
        elements: [1, 8, 11],
        composition: parseFormula('NaOH'),
        constraints: {
          ...DEFAULT_CONSTRAINTS,
          molecules: [{ ...HYDROXIDE, positions: HYDROXIDE.positions.map(([x, y, z]) => [3 * x, y, z] as const) }],
        },
      },
    ],
    ['A seed holds Cl', { elements: [11], composition: parseFormula('Na'), seeds: [ROCK_SALT] }],
  ])('says why: %s', (message, change) => {
    expect(() => assertSearchRequest({ ...REQUEST, ...change })).toThrow(
      expect.objectContaining({ code: 'InvalidOptions', message: expect.stringContaining(message) as string }) as Error,
    );
  });

  it('takes what can be met', () => {
    expect(() => assertSearchRequest(REQUEST)).not.toThrow();
  });
});
