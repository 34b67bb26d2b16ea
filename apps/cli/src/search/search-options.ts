import { readFile } from 'node:fs/promises';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import type { Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { parseSystem, takesSystem } from '@kessho/core/search/constraints/parse-subject';
import { DEFAULT_CONSTRAINTS, DEFAULT_VACUUM } from '@kessho/core/search/constraints/search-constraints';
import { DEFAULT_LAG } from '@kessho/core/search/default-lag';
import {
  SEARCH_METHODS,
  type CoordinationLimit,
  type ElementFraction,
  type LayerLimits,
  type Molecule,
  type SearchConstraints,
  type SearchMethod,
  type SearchRequest,
} from '@kessho/core/search/search-types';
import { parseMolecule } from '@kessho/core/search/molecules/parse-molecule';
import { MODEL_OPTION } from '../choose-energy-model.js';
import { numberOption, parseOptions, wholeNumberOption } from '../parse-options.js';
import { readInputs } from '../read-inputs.js';
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
  'end-members': { type: 'string' },
  ranges: { type: 'string' },
  coordination: { type: 'string', multiple: true },
  molecule: { type: 'string', multiple: true },
  layer: { type: 'string' },
  vacuum: { type: 'string' },
  'keep-broken': { type: 'boolean', default: false },
  lag: { type: 'string', default: String(DEFAULT_LAG) },
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

const WHAT = 'a formula (TiO2) or, for all stoichiometries, a chemical system (Mg-Si) or end members (MgO-SiO2)';

/** Read the options of `search`. @throws {UsageError} naming the option and the value @throws {CoreError} for a formula or a seed that cannot be read */
export async function readSearchOptions(args: readonly string[]): Promise<SearchOptions> {
  const { values, positionals } = parseOptions(args, OPTIONS, {
    atLeast: 0,
    named: WHAT,
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
  const endMembers = values['end-members'];
  const [word, ...others] = endMembers === undefined ? positionals : [endMembers, ...positionals];
  if (word === undefined || others.length > 0) throw new UsageError(`name one thing: ${WHAT}; --end-members MgO,SiO2 is the same as MgO-SiO2`);
  const method = methodOf(values.method, word, endMembers !== undefined);
  const composition = takesSystem(method, word) ? null : reduceComposition(parseFormula(word));
  const system = composition === null ? parseSystem(word) : { elements: composition.atomicNumbers, endMembers: [] };
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
    endMembers: system.endMembers,
    coordination: (values.coordination ?? []).map(parseCoordination),
    molecules: await Promise.all((values.molecule ?? []).map(readMolecule)),
    layer: readLayer(values),
    keepsBroken: values['keep-broken'],
    fractions: (values.ranges?.split(',') ?? []).map(parseFraction),
  };
  return {
    ...common,
    request: {
      method,
      elements: system.elements,
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
function methodOf(given: string | undefined, word: string, hasEndMembers: boolean): SearchMethod {
  if (given === undefined) return hasEndMembers || word.includes('-') ? 'hull' : 'evolutionary';
  const method = SEARCH_METHODS.find((name) => name === given);
  if (method === undefined) throw new UsageError(`--method is one of ${SEARCH_METHODS.join(', ')}, not "${given}"`);
  if (hasEndMembers && method !== 'hull' && method !== 'random')
    throw new UsageError(`--end-members are searched by --method hull or random, not ${method}`);
  return method;
}

/** `Li:0.2-0.5`. */
function parseFraction(text: string): ElementFraction {
  const [, symbol = '', least = '', most = ''] = /^\s*([A-Za-z]+):([\d.]+)-([\d.]+)\s*$/.exec(text) ?? [];
  const atomicNumber = atomicNumberOf(symbol);
  if (atomicNumber === null) throw new UsageError(`--ranges takes atomic fractions of elements, as Li:0.2-0.5,P:0.1-0.3, not "${text}"`);
  return { atomicNumber, least: numberOption('ranges', least, 0, 1), most: numberOption('ranges', most, 0, 1) };
}

/** `Si:4`, `Al:4-6`, `Si-O:4`. */
function parseCoordination(text: string): CoordinationLimit {
  const [, symbol = '', , neighborSymbol, least = '', , most = least] = /^([A-Za-z]+)(-([A-Za-z]+))?:(\d+)(-(\d+))?$/.exec(text.trim()) ?? [];
  const atomicNumber = atomicNumberOf(symbol);
  const neighbor = neighborSymbol === undefined ? null : atomicNumberOf(neighborSymbol);
  if (atomicNumber === null || (neighborSymbol !== undefined && neighbor === null))
    throw new UsageError(`--coordination takes numbers of neighbors, as Si:4, Al:4-6 or, of oxygen alone, Si-O:4, not "${text}"`);
  return { atomicNumber, neighbor, least: Number(least), most: Number(most) };
}

/** `--layer 4 --vacuum 15`. */
function readLayer({ layer, vacuum }: { readonly layer?: string | undefined; readonly vacuum?: string | undefined }): LayerLimits | null {
  if (layer !== undefined)
    return {
      thickness: numberOption('layer', layer, 0, 100),
      vacuum: vacuum === undefined ? DEFAULT_VACUUM : numberOption('vacuum', vacuum, 0, 100),
    };
  if (vacuum !== undefined) throw new UsageError('--vacuum stands beside --layer, which says how thick a layer may be');
  return null;
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

/** @throws {UsageError} with the name of the file, and where in it */
async function readMolecule(file: string): Promise<Molecule> {
  try {
    return parseMolecule(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`--molecule takes an XYZ file of one molecule; ${file}: ${error.message}`);
  }
}

async function readSeeds(files: readonly string[]): Promise<Structure[]> {
  const seeds: Structure[] = [];
  for await (const input of readInputs(files)) {
    if (input.frame === null) throw input.failure;
    seeds.push(input.structure);
  }
  return seeds;
}
