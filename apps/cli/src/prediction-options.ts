import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { BUDGETS, REFERENCE_DEMANDS, type Budget, type PredictionRequest, type ReferenceDemand } from '@kessho/core/prediction/stage-types';
import { findModel } from './choose-energy-model.js';
import { numberOption, parseOptions, wholeNumberOption } from './parse-options.js';
import { UsageError } from './usage-error.js';

export interface PredictionOptions {
  readonly formulas: readonly string[];
  readonly budget: Budget;
  readonly seed: string;
  readonly top: number;
  readonly maxAtoms: number;
  readonly spaceGroups: readonly number[] | null;
  readonly pressureGPa: number;
  readonly holdout: boolean;
  /** When known crystals are relaxed for the hull. */
  readonly references: ReferenceDemand;
  readonly out: string | null;
  /** Whether everything is packed into one zip in `out` as well. */
  readonly archive: boolean;
  readonly json: boolean;
  /** Processes that evaluate the potential; null for one a core. */
  readonly workers: number | null;
  /** Folder of the potential that decides the order of the finalists; null for the one that searches. */
  readonly judge: string | null;
}

export const DEFAULT_MAX_ATOMS = 60;

/** Read the options of `predict`. @throws {UsageError} naming the option and the value */
export function readPredictionOptions(args: readonly string[]): PredictionOptions {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a formula: npm run predict -- BaTiO3' });
  if (values.archive && values.out === undefined) throw new UsageError('--archive writes into the folder of --out: name one');
  return {
    formulas: positionals,
    budget: oneOf('budget', values.budget, BUDGETS),
    seed: values.seed,
    top: wholeNumberOption('top', values.top, 1, 1000),
    maxAtoms: wholeNumberOption('max-atoms', values['max-atoms'], 1, 300),
    spaceGroups: values['space-groups'] === undefined ? null : values['space-groups'].split(',').map((word) => wholeNumberOption('space-groups', word, 1, 230)),
    pressureGPa: numberOption('pressure', values.pressure, -50, 500),
    holdout: values.holdout,
    references: oneOf('references', values.references, REFERENCE_DEMANDS),
    out: values.out ?? null,
    archive: values.archive,
    json: values.json,
    workers: values.workers === undefined ? null : wholeNumberOption('workers', values.workers, 1, 256),
    judge: values.judge === undefined ? null : findModel('judge', values.judge).directory,
  };
}

/** The request for one formula. @throws {CoreError} with the position of the mistake */
export function requestFor(formula: string, options: Omit<PredictionOptions, 'formulas' | 'top' | 'out' | 'archive' | 'json' | 'workers' | 'judge'>): PredictionRequest {
  const { seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references } = options;
  return { composition: reduceComposition(parseFormula(formula)), seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references };
}

const OPTIONS = {
  budget: { type: 'string', default: 'standard' },
  seed: { type: 'string', default: '1' },
  top: { type: 'string', default: '10' },
  'max-atoms': { type: 'string', default: String(DEFAULT_MAX_ATOMS) },
  'space-groups': { type: 'string' },
  pressure: { type: 'string', default: '0' },
  holdout: { type: 'boolean', default: false },
  references: { type: 'string', default: 'as-needed' },
  out: { type: 'string' },
  archive: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  workers: { type: 'string' },
  judge: { type: 'string' },
} as const;

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not "${value}"`);
  return found;
}

