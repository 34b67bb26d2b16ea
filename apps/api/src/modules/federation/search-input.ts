import { FormulaError } from '@kessho/core/composition/formula-error';
import { FilterSyntaxError } from '@kessho/core/formats/optimade-filter/filter-errors';
import { filterOfFields } from '@kessho/core/formats/optimade-filter/filter-of-fields';
import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import { rewriteForProviders } from '@kessho/core/formats/optimade-filter/rewrite-filter';
import { writeFilter } from '@kessho/core/formats/optimade-filter/write-filter';
import type { StartOptimadeSearchInput } from '@kessho/schema/inputs/optimade';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';

/** A search that can be asked. */
export interface AcceptedSearch {
  readonly filter: string;
  readonly askedFilter: string;
  readonly mostResults: number;
  readonly timeLimitMs: number;
}

const MOST_RESULTS = 500;
const MOST_SECONDS = 300;

/** Check everything a user can get wrong, and report all of it at once. */
export function acceptSearch(input: StartOptimadeSearchInput): AcceptedSearch | readonly UserError[] {
  const errors: UserError[] = [];
  const reject = (field: string, code: UserErrorCode, message: string, position: number | null = null): void =>
    void errors.push({ field: [field], code, message, position });
  const { mostResults, timeLimit, numberOfElements, spaceGroupNumber } = input;
  if (mostResults < 1 || mostResults > MOST_RESULTS) reject('mostResults', 'INVALID_LIMIT', `A provider gives 1 to ${MOST_RESULTS} crystals`);
  if (timeLimit < 1 || timeLimit > MOST_SECONDS) reject('timeLimit', 'INVALID_LIMIT', `A search may take 1 to ${MOST_SECONDS} s`);
  if (numberOfElements != null && numberOfElements < 1) reject('numberOfElements', 'INVALID_LIMIT', 'A crystal has one element at least');
  if (spaceGroupNumber != null && (spaceGroupNumber < 1 || spaceGroupNumber > 230))
    reject('spaceGroupNumber', 'INVALID_SPACE_GROUP', 'Space groups have the numbers 1 to 230');

  const filter = filterOf(input, reject);
  if (filter === null || errors.length > 0) return errors;
  const rewritten = rewriteForProviders(parseFilter(filter));
  if (rewritten.kind === 'unsupported') {
    reject(input.filter?.trim() ? 'filter' : 'spaceGroupNumber', 'INVALID_FILTER', `No provider can be asked for ${rewritten.feature}`);
    return errors;
  }
  return { filter, askedFilter: writeFilter(rewritten.filter), mostResults, timeLimitMs: 1000 * timeLimit };
}

type Reject = (field: string, code: UserErrorCode, message: string, position?: number | null) => void;

/** Text and simple fields as one filter; null where something is wrong with them. */
function filterOf({ filter, formula, elements, numberOfElements, spaceGroupNumber }: StartOptimadeSearchInput, reject: Reject): string | null {
  const text = filter?.trim() ?? '';
  const parts: string[] = [];
  try {
    if (text !== '') {
      parseFilter(filter ?? '');
      parts.push(`(${text})`);
    }
    parts.push(
      filterOfFields({
        formula: formula?.trim() || null,
        hasAll: elements?.hasAll ?? [],
        hasAny: elements?.hasAny ?? [],
        hasOnly: elements?.hasOnly ?? [],
        exclude: elements?.exclude ?? [],
        numberOfElements: numberOfElements ?? null,
        spaceGroupNumber: spaceGroupNumber ?? null,
      }),
    );
  } catch (error) {
    if (error instanceof FilterSyntaxError) reject('filter', 'INVALID_FILTER', error.message, error.position);
    else if (error instanceof FormulaError) reject('formula', 'INVALID_FORMULA', error.message, error.position);
    else throw error;
    return null;
  }
  const given = parts.filter(Boolean);
  if (given.length === 0) reject('filter', 'INVALID_FILTER', 'Name a formula, elements, or a filter: nobody hands out everything');
  if (given.length === 0) return null;
  return given.length === 1 && text !== '' ? text : given.join(' AND ');
}
