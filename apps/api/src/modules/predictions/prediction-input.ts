import { createHash } from 'node:crypto';
import type { Composition } from '@kessho/core/composition/composition';
import { elementPosition } from '@kessho/core/composition/element-position';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { symbolOf } from '@kessho/core/elements/elements';
import { CoreError } from '@kessho/core/errors';
import type { Budget, ReferenceDemand } from '@kessho/core/prediction/stage-types';
import type { StartPredictionInput } from '@kessho/schema/inputs/mutations';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { Judge } from '../../judges.js';
import { formulaErrorCode } from '../compositions/formula-error-code.js';
import { refusedKey } from '../idempotency/idempotency.js';

/** A request that can be carried out. */
export interface AcceptedInput {
  readonly composition: Composition;
  readonly formulaText: string;
  readonly seed: string;
  readonly budget: Budget;
  readonly maxAtoms: number;
  readonly spaceGroups: readonly number[];
  readonly pressureGPa: number;
  readonly holdout: boolean;
  readonly references: ReferenceDemand;
  /** Null where the potential that searches also decides the order. */
  readonly judge: Judge | null;
  readonly idempotencyKey: string | null;
}

const DEFAULT_SEED = '1';
const MAX_SEED_LENGTH = 200;
const DEFAULT_MAX_ATOMS = 60;
const MOST_ATOMS = 300;
const PRESSURE_GPA = { least: -50, most: 500 };

/**
 * Check everything a user can get wrong, and report all of it at once.
 * @param elements atomic numbers that can be predicted; null for any
 * @param judges that the input's word may mean
 */
export function acceptInput(
  input: StartPredictionInput,
  elements: ReadonlySet<number> | null,
  judges: readonly Judge[],
): AcceptedInput | readonly UserError[] {
  const errors: UserError[] = [];
  const reject = (field: string, code: UserErrorCode, message: string, position: number | null = null): void =>
    void errors.push({ field: [field], code, message, position });

  const composition = readComposition(input.formula, reject);
  const seed = input.seed ?? DEFAULT_SEED;
  if (seed.length > MAX_SEED_LENGTH || seed.includes('\0'))
    reject('seed', 'INVALID_SEED', `A seed has at most ${MAX_SEED_LENGTH} characters, none of them NUL`);
  const key = input.idempotencyKey ?? null;
  const refusal = refusedKey(key);
  if (refusal !== null) errors.push(refusal);
  const maxAtoms = input.maxAtoms ?? DEFAULT_MAX_ATOMS;
  if (maxAtoms < 1 || maxAtoms > MOST_ATOMS) reject('maxAtoms', 'INVALID_MAX_ATOMS', `A cell may have 1 to ${MOST_ATOMS} atoms, not ${maxAtoms}`);
  const pressureGPa = input.pressureGPa ?? 0;
  if (pressureGPa < PRESSURE_GPA.least || pressureGPa > PRESSURE_GPA.most) {
    reject('pressureGPa', 'INVALID_PRESSURE', `The pressure may be ${PRESSURE_GPA.least} to ${PRESSURE_GPA.most} GPa, not ${pressureGPa}`);
  }
  const spaceGroups = [...new Set(input.spaceGroups ?? [])].sort((a, b) => a - b);
  const wrong = spaceGroups.find((number) => number < 1 || number > 230);
  if (wrong !== undefined) reject('spaceGroups', 'INVALID_SPACE_GROUP', `There is no space group ${wrong}: they go from 1 to 230`);
  const unknown = composition === null || elements === null ? [] : symbolsOutside(elements, composition);
  if (unknown[0] !== undefined)
    reject('formula', 'UNSUPPORTED_ELEMENT', `The potential knows nothing of ${unknown.join(', ')}`, elementPosition(input.formula, unknown[0]));
  const judge = input.judge == null ? null : readJudge(input.judge, judges, composition, reject);
  if (composition !== null && atomCount(composition) > maxAtoms) {
    reject('formula', 'TOO_MANY_ATOMS', `One formula unit has ${atomCount(composition)} atoms; a cell may have ${maxAtoms}`);
  }
  if (composition === null || errors.length > 0) return errors;
  const { formula, budget, holdout, references } = input;
  return { composition, formulaText: formula, seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references, judge, idempotencyKey: key };
}

type Reject = (field: string, code: UserErrorCode, message: string, position?: number | null) => void;

function readComposition(formula: string, reject: Reject): Composition | null {
  try {
    return reduceComposition(parseFormula(formula));
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    reject('formula', formulaErrorCode(error), error.message, error.position);
    return null;
  }
}

const symbolsOutside = (elements: ReadonlySet<number>, { atomicNumbers }: Composition): string[] =>
  atomicNumbers.filter((z) => !elements.has(z)).map(symbolOf);

function readJudge(word: string, [judge, ...others]: readonly Judge[], composition: Composition | null, reject: Reject): Judge | null {
  if (judge === undefined || others.length > 0) {
    const names = [judge, ...others].flatMap((model) => (model === undefined ? [] : `${model.manifest.id.name}@${model.manifest.id.version}`));
    const said = `"${word.slice(0, 100)}"`;
    reject(
      'judge',
      'UNKNOWN_JUDGE',
      names.length === 0 ? `No potential ${said} is installed that could judge` : `${said} may be ${names.join(' or ')}`,
    );
    return null;
  }
  const { id, elements } = judge.manifest;
  const unknown = composition === null ? [] : symbolsOutside(new Set(elements), composition);
  if (unknown.length > 0) reject('judge', 'UNSUPPORTED_ELEMENT', `${id.name} ${id.version} knows nothing of ${unknown.join(', ')}`);
  return judge;
}

/** Everything that determines the result: equal hashes are equal predictions. */
export function inputHash(
  { composition, seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references }: AcceptedInput,
  versions: readonly string[],
): string {
  const { atomicNumbers, counts } = composition;
  const parts = [atomicNumbers, counts, seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references, ...versions];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
