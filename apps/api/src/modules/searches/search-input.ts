import { createHash } from 'node:crypto';
import { DEFAULT_LAG } from '@kessho/core/search/default-lag';
import { elementPosition } from '@kessho/core/composition/element-position';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import type { Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf, symbolOf } from '@kessho/core/elements/elements';
import { CoreError } from '@kessho/core/errors';
import { parseSystem, takesSystem, writeSubject, type SearchedSystem } from '@kessho/core/search/constraints/parse-subject';
import { assertSearchRequest, DEFAULT_CONSTRAINTS, DEFAULT_VACUUM } from '@kessho/core/search/constraints/search-constraints';
import { parseMolecule } from '@kessho/core/search/molecules/parse-molecule';
import type { CoordinationLimit, ElementFraction, Molecule, SearchRequest } from '@kessho/core/search/search-types';
import type { StartSearchInput } from '@kessho/schema/inputs/searches';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import { formulaErrorCode } from '../compositions/formula-error-code.js';
import { refusedKey } from '../idempotency/idempotency.js';

/** A search that can be carried out. */
export interface AcceptedSearch {
  readonly subject: string;
  readonly request: SearchRequest;
  readonly idempotencyKey: string | null;
}

const MOST_RELAXATIONS = 100_000;
const MAX_SEED_LENGTH = 200;
const PRESSURE_GPA = { least: -50, most: 500 };
const MOST_ATOMS = 300;
const MOST_MOLECULES = 8;

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
  const subject = takesSystem(method, input.subject) ? readSystem(input.subject, reject) : readFormula(input.subject, reject);
  const seed = input.seed ?? '1';
  if (seed.length > MAX_SEED_LENGTH || seed.includes('\0'))
    reject('seed', 'INVALID_SEED', `A seed has at most ${MAX_SEED_LENGTH} characters, none of them NUL`);
  const refusal = refusedKey(input.idempotencyKey);
  if (refusal !== null) errors.push(refusal);
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
  const fractions = readFractions(input.fractions, reject);
  const coordination = readCoordination(input.coordination, reject);
  const molecules = readMolecules(input.molecules, reject);
  if (subject === null || errors.length > 0) return errors;

  const spaceGroups = input.spaceGroups?.length ? [...new Set(input.spaceGroups)].sort((a, b) => a - b) : null;
  const { elements, composition, endMembers } = subject;
  const { budget, chargeNeutral, keepsBroken } = input;
  const layer = input.layer == null ? null : { thickness: input.layer.thickness, vacuum: input.layer.vacuum ?? DEFAULT_VACUUM };
  const ofCompositions = { chargeNeutral, endMembers, fractions };
  const constraints = {
    ...DEFAULT_CONSTRAINTS,
    minAtoms,
    maxAtoms,
    pressureGPa,
    spaceGroups,
    ...ofCompositions,
    coordination,
    molecules,
    layer,
    keepsBroken,
  };
  const request = { method, elements, composition, seed, budget, lag: DEFAULT_LAG, constraints, seeds };
  try {
    assertSearchRequest(request);
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return [{ field: ['subject'], code: 'INVALID_SEARCH', message: error.message, position: null }];
  }
  return { subject: writeSubject(request), request, idempotencyKey: input.idempotencyKey ?? null };
}

interface Subject extends Pick<SearchRequest, 'composition'>, SearchedSystem {}
function readMolecules(texts: StartSearchInput['molecules'], reject: Reject): Molecule[] {
  if ((texts?.length ?? 0) > MOST_MOLECULES) reject('molecules', 'INVALID_SEARCH', `At most ${MOST_MOLECULES} kinds of molecules`, null);
  return (texts ?? []).slice(0, MOST_MOLECULES).flatMap((text) => {
    try {
      return [parseMolecule(text)];
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      reject('molecules', 'INVALID_SEARCH', error.message, error.position);
      return [];
    }
  });
}

type Reject = (field: string, code: UserErrorCode, message: string, position: number | null) => void;

function readFormula(text: string, reject: Reject): Subject | null {
  try {
    const composition = reduceComposition(parseFormula(text));
    return { elements: composition.atomicNumbers, composition, endMembers: [] };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    reject('subject', formulaErrorCode(error), error.message, error.position);
    return null;
  }
}

function readSystem(text: string, reject: Reject): Subject | null {
  try {
    return { ...parseSystem(text), composition: null };
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    reject('subject', formulaErrorCode(error), error.message, error.position);
    return null;
  }
}

/** Null for what is no symbol, which is said. */
function readElement(field: string, symbol: string, reject: Reject): number | null {
  const atomicNumber = atomicNumberOf(symbol);
  if (atomicNumber === null) reject(field, 'UNKNOWN_ELEMENT', `"${symbol.slice(0, 100)}" is no chemical symbol`, null);
  return atomicNumber;
}

const readFractions = (given: StartSearchInput['fractions'], reject: Reject): ElementFraction[] =>
  (given ?? []).flatMap(({ element, least, most }) => {
    const atomicNumber = readElement('fractions', element, reject);
    return atomicNumber === null ? [] : [{ atomicNumber, least: least ?? 0, most: most ?? 1 }];
  });

const readCoordination = (given: StartSearchInput['coordination'], reject: Reject): CoordinationLimit[] =>
  (given ?? []).flatMap(({ element, neighbor: word, least, most }) => {
    const atomicNumber = readElement('coordination', element, reject);
    const neighbor = word == null ? null : readElement('coordination', word, reject);
    return atomicNumber === null ? [] : [{ atomicNumber, neighbor, least, most: most ?? least }];
  });

/** Everything that determines the result: equal hashes are equal searches. */
export const searchHash = (request: SearchRequest, versions: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([request, ...versions]))
    .digest('hex');
