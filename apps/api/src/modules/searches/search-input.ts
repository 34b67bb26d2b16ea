import { createHash } from 'node:crypto';
import { DEFAULT_LAG } from '@kessho/core/search/default-lag';
import { elementPosition } from '@kessho/core/composition/element-position';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { chemicalSystem, reducedFormula } from '@kessho/core/composition/written-formula';
import type { Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf, symbolOf } from '@kessho/core/elements/elements';
import { CoreError } from '@kessho/core/errors';
import { assertSearchRequest, DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import type { SearchRequest } from '@kessho/core/search/search-types';
import type { StartSearchInput } from '@kessho/schema/inputs/searches';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';

/** A search that can be carried out. */
export interface AcceptedSearch {
  readonly subject: string;
  readonly request: SearchRequest;
}

const MOST_RELAXATIONS = 100_000;
const MAX_SEED_LENGTH = 200;
const PRESSURE_GPA = { least: -50, most: 500 };
const MOST_ATOMS = 300;

export const isBudget = (budget: number): boolean => budget >= 1 && budget <= MOST_RELAXATIONS;
export const BUDGET_MESSAGE = `A search spends 1 to ${MOST_RELAXATIONS} relaxations`;

/** Check everything a user can get wrong. @param supported atomic numbers that the potential knows; null for any @param seeds structures to begin with */
export function acceptSearch(
  input: StartSearchInput,
  supported: ReadonlySet<number> | null,
  seeds: readonly Structure[],
): AcceptedSearch | readonly UserError[] {
  const errors: UserError[] = [];
  const reject = (field: string, code: UserErrorCode, message: string, position: number | null = null): void =>
    void errors.push({ field: [field], code, message, position });

  const method = input.method ?? (input.subject.includes('-') ? 'hull' : 'evolutionary');
  const subject = method === 'hull' ? readSystem(input.subject, reject) : readFormula(input.subject, reject);
  const seed = input.seed ?? '1';
  if (seed.length > MAX_SEED_LENGTH || seed.includes('\0'))
    reject('seed', 'INVALID_SEED', `A seed has at most ${MAX_SEED_LENGTH} characters, none of them NUL`);
  if (!isBudget(input.budget)) reject('budget', 'INVALID_BUDGET', BUDGET_MESSAGE);
  const { minAtoms, maxAtoms } = {
    minAtoms: input.minAtoms ?? DEFAULT_CONSTRAINTS.minAtoms,
    maxAtoms: input.maxAtoms ?? DEFAULT_CONSTRAINTS.maxAtoms,
  };
  if (minAtoms < 1 || maxAtoms < minAtoms || maxAtoms > MOST_ATOMS)
    reject('maxAtoms', 'INVALID_MAX_ATOMS', `A cell may have 1 to ${MOST_ATOMS} atoms, not ${minAtoms} to ${maxAtoms}`);
  const pressureGPa = input.pressureGPa ?? 0;
  if (pressureGPa < PRESSURE_GPA.least || pressureGPa > PRESSURE_GPA.most)
    reject('pressureGPa', 'INVALID_PRESSURE', `The pressure may be ${PRESSURE_GPA.least} to ${PRESSURE_GPA.most} GPa, not ${pressureGPa}`);
  const wrong = input.spaceGroups?.find((number) => number < 1 || number > 230);
  if (wrong !== undefined) reject('spaceGroups', 'INVALID_SPACE_GROUP', `There is no space group ${wrong}: they go from 1 to 230`);
  const [stranger] = (subject?.elements ?? []).filter((z) => supported !== null && !supported.has(z)).map(symbolOf);
  if (stranger !== undefined)
    reject('subject', 'UNSUPPORTED_ELEMENT', `The potential knows nothing of ${stranger}`, elementPosition(input.subject, stranger));
  if (subject === null || errors.length > 0) return errors;

  const spaceGroups = input.spaceGroups?.length ? [...new Set(input.spaceGroups)].sort((a, b) => a - b) : null;
  const constraints = { ...DEFAULT_CONSTRAINTS, minAtoms, maxAtoms, pressureGPa, spaceGroups, chargeNeutral: input.chargeNeutral };
  const request = {
    method,
    elements: subject.elements,
    composition: subject.composition,
    seed,
    budget: input.budget,
    lag: DEFAULT_LAG,
    constraints,
    seeds,
  };
  try {
    assertSearchRequest(request);
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return [{ field: ['subject'], code: 'INVALID_SEARCH', message: error.message, position: null }];
  }
  return { subject: subject.text, request };
}

interface Subject extends Pick<SearchRequest, 'elements' | 'composition'> {
  readonly text: string;
}
type Reject = (field: string, code: UserErrorCode, message: string, position: number | null) => void;

function readFormula(text: string, reject: Reject): Subject | null {
  try {
    const composition = reduceComposition(parseFormula(text));
    return { text: reducedFormula(composition), elements: composition.atomicNumbers, composition };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    reject('subject', 'INVALID_FORMULA', error.message, error.position);
    return null;
  }
}

function readSystem(text: string, reject: Reject): Subject | null {
  const numbers: number[] = [];
  for (const { 0: word, index } of text.matchAll(/[^-]+/g)) {
    const z = atomicNumberOf(word.trim());
    if (z === null) {
      reject('subject', 'UNKNOWN_ELEMENT', `A chemical system is written Mg-Si-O; "${word.trim()}" is no chemical symbol`, index);
      return null;
    }
    numbers.push(z);
  }
  const elements = [...new Set(numbers)].sort((a, b) => a - b);
  if (elements.length === 0) {
    reject('subject', 'EMPTY_FORMULA', 'A search needs a formula or a chemical system', null);
    return null;
  }
  return { text: chemicalSystem({ atomicNumbers: elements, counts: elements.map(() => 1) }), elements, composition: null };
}

/** Everything that determines the result: equal hashes are equal searches. */
export const searchHash = (request: SearchRequest, versions: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([request, ...versions]))
    .digest('hex');
