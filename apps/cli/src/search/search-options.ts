import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import type { Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import { SEARCH_METHODS, type SearchConstraints, type SearchMethod, type SearchRequest } from '@kessho/core/search/search-types';
import { MODEL_OPTION } from '../choose-energy-model.js';
import { numberOption, parseOptions, wholeNumberOption } from '../parse-options.js';
import { readInputs } from '../read-inputs.js';
import { parseSystem } from '../parse-system.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  method: { type: 'string' },
  budget: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', multiple: true },
  'max-atoms': { type: 'string', default: String(DEFAULT_CONSTRAINTS.maxAtoms) },
  'min-atoms': { type: 'string', default: '1' },
  'space-groups': { type: 'string' },
  pressure: { type: 'string', default: '0' },
  'shortest-pair': { type: 'string', default: String(DEFAULT_CONSTRAINTS.shortestPairRatio) },
  distance: { type: 'string', multiple: true },
  edges: { type: 'string' },
  angles: { type: 'string' },
  'charge-neutral': { type: 'boolean', default: false },
  lag: { type: 'string', default: '8' },
  workers: { type: 'string' },
  model: MODEL_OPTION,
  top: { type: 'string', default: '10' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
} as const;

export interface SearchOptions {
  /** Null with `--resume`: the folder knows. */
  readonly request: SearchRequest | null;
  readonly model: string;
  /** Processes that relax; null for one a core. */
  readonly workers: number | null;
  readonly top: number;
  readonly out: string | null;
  readonly json: boolean;
}

/** Read the options of `search`. @throws {UsageError} naming the option and the value @throws {CoreError} for a formula or a seed that cannot be read */
export async function readSearchOptions(args: readonly string[]): Promise<SearchOptions> {
  const { values, positionals } = parseOptions(args, OPTIONS, {
    atLeast: 0,
    named: 'a formula (TiO2) or, for all stoichiometries, a chemical system (Mg-Si)',
  });
  const common = {
    model: values.model,
    workers: values.workers === undefined ? null : wholeNumberOption('workers', values.workers, 1, 256),
    top: wholeNumberOption('top', values.top, 1, 1000),
    out: values.out ?? null,
    json: values.json,
  };
  if (values.resume) {
    if (values.out === undefined) throw new UsageError('--resume goes on with the search in the folder that --out names');
    if (positionals.length > 0) throw new UsageError(`--resume knows from its folder what to search; leave "${positionals.join(' ')}" out`);
    return { ...common, request: null };
  }
  const [word, ...others] = positionals;
  if (word === undefined || others.length > 0)
    throw new UsageError('name one formula (TiO2) or, for all stoichiometries, one chemical system (Mg-Si)');
  const constraints: SearchConstraints = {
    minAtoms: wholeNumberOption('min-atoms', values['min-atoms'], 1, 300),
    maxAtoms: wholeNumberOption('max-atoms', values['max-atoms'], 1, 300),
    pressureGPa: numberOption('pressure', values.pressure, -50, 500),
    spaceGroups:
      values['space-groups'] === undefined
        ? null
        : values['space-groups'].split(',').map((number) => wholeNumberOption('space-groups', number, 1, 230)),
    shortestPairRatio: numberOption('shortest-pair', values['shortest-pair'], 0, 1.4),
    pairDistances: (values.distance ?? []).map(parsePairDistance),
    cell: {
      ...DEFAULT_CONSTRAINTS.cell,
      ...range('edges', values.edges, ['shortestEdge', 'longestEdge'], 1000),
      ...range('angles', values.angles, ['smallestAngle', 'largestAngle'], 180),
    },
    chargeNeutral: values['charge-neutral'],
  };
  const method = methodOf(values.method, word);
  const composition = method === 'hull' ? null : reduceComposition(parseFormula(word));
  return {
    ...common,
    request: {
      method,
      elements: composition?.atomicNumbers ?? parseSystem(word),
      composition,
      seed: values.seed,
      budget: wholeNumberOption('budget', values.budget, 1, 1_000_000),
      lag: wholeNumberOption('lag', values.lag, 1, 256),
      constraints,
      seeds: await readSeeds(values.seeds ?? []),
    },
  };
}

/** A word with dashes is a system, and a system is searched by its hull. */
function methodOf(given: string | undefined, word: string): SearchMethod {
  if (given === undefined) return word.includes('-') ? 'hull' : 'evolutionary';
  const method = SEARCH_METHODS.find((name) => name === given);
  if (method === undefined) throw new UsageError(`--method is one of ${SEARCH_METHODS.join(', ')}, not "${given}"`);
  return method;
}

/** `Na-Cl=2.2`. */
function parsePairDistance(text: string): SearchConstraints['pairDistances'][number] {
  const [pair = '', length = ''] = text.split('=');
  const [z, other] = pair.split('-').map((symbol) => atomicNumberOf(symbol.trim()));
  if (z == null || other == null) throw new UsageError(`--distance takes two elements and a distance in Å, as Na-Cl=2.2, not "${text}"`);
  return { atomicNumbers: [z, other], distance: numberOption('distance', length, 0, 20) };
}

/** `2,20`. */
function range<Key extends string>(
  name: string,
  text: string | undefined,
  [low, high]: readonly [Key, Key],
  most: number,
): Partial<Record<Key, number>> {
  if (text === undefined) return {};
  const [first, second, ...rest] = text.split(',');
  if (first === undefined || second === undefined || rest.length > 0) throw new UsageError(`--${name} takes two numbers, as 2,20, not "${text}"`);
  return { [low]: numberOption(name, first, 0, most), [high]: numberOption(name, second, 0, most) } as Partial<Record<Key, number>>;
}

async function readSeeds(files: readonly string[]): Promise<Structure[]> {
  const seeds: Structure[] = [];
  for await (const input of readInputs(files)) {
    if (input.frame === null) throw input.failure;
    seeds.push(input.structure);
  }
  return seeds;
}
