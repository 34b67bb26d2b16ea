import type { ModelId } from '@kessho/core/energy/energy-model';
import type { AdaptationStart } from '@kessho/core/prediction/screening/surrogate/surrogate-model';
import { ModelFileInvalidError } from '../model-errors.js';

/** What `manifest.json` says of a surrogate, as far as it is needed to run it. */
export interface SurrogateManifest {
  readonly id: ModelId;
  readonly kind: 'surrogate';
  /** Name of the ONNX file beside the manifest. */
  readonly file: string;
  readonly encoder: { readonly name: string; readonly version: number };
  /** Å. */
  readonly cutoff: number;
  /** The potential whose energies it imitates. */
  readonly potential: { readonly name: string; readonly version: string; readonly sha256: string };
  /** Atomic numbers, rising. */
  readonly elements: readonly number[];
  /** Features of a structure. */
  readonly width: number;
  readonly startingPoint: AdaptationStart;
}

/**
 * @param place named in messages, usually the path of the file
 * @throws {ModelFileInvalidError} for text that is no JSON, another schema version or kind, or a field that is missing or of another type
 */
export function parseSurrogateManifest(text: string, place: string): SurrogateManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ModelFileInvalidError(`${place} is not JSON`, { cause });
  }
  const wrong = differences(json, EXPECTED, '');
  if (wrong.length > 0) throw new ModelFileInvalidError(`${place} is no manifest of a surrogate: ${wrong.join(', ')}`);
  return json as SurrogateManifest;
}

const MODEL_ID = { name: 'string', version: 'string', sha256: /^[0-9a-f]{64}$/ };

/** Types of the values; a number or a pattern demands itself, `list` a list of numbers. */
const EXPECTED = {
  schemaVersion: 1,
  kind: /^surrogate$/,
  id: MODEL_ID,
  potential: MODEL_ID,
  file: 'string',
  encoder: { name: 'string', version: 'number' },
  cutoff: 'number',
  elements: 'list',
  width: 'number',
  startingPoint: { precision: 'number', noise: 'number' },
} as const;

type Expected = string | number | RegExp | { readonly [key: string]: Expected };

function differences(value: unknown, expected: Expected, path: string): string[] {
  if (typeof expected === 'object' && !(expected instanceof RegExp)) {
    if (typeof value !== 'object' || value === null) return [`${path} should be an object`];
    return Object.entries(expected).flatMap(([key, inner]) => differences(Reflect.get(value, key), inner, path === '' ? key : `${path}.${key}`));
  }
  return isAsExpected(value, expected) ? [] : [`${path} is ${value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60)}`];
}

function isAsExpected(value: unknown, expected: string | number | RegExp): boolean {
  if (expected instanceof RegExp) return typeof value === 'string' && expected.test(value);
  if (expected === 'list') return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
  return typeof expected === 'number' ? value === expected : typeof value === expected;
}
