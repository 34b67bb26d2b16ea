import type { ModelId } from '@kessho/core/energy/energy-model';
import { ModelFileInvalidError } from './model-errors.js';

/** One tensor of a model file; symbolic axes are names, fixed ones numbers. */
export interface TensorManifest {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (string | number)[];
  readonly unit: string;
}

/** An error figure of a model on a stated part of its data. */
export interface ModelMetric {
  readonly quantity: string;
  readonly mae: number;
  readonly unit: string;
  readonly split: string;
}

/** What `manifest.json` says of an interatomic potential: everything that is needed to load it, to compare its numbers and to cite it. */
export interface EnergyModelManifest {
  readonly id: ModelId;
  readonly kind: 'energy';
  /** Name of the ONNX file beside the manifest. */
  readonly file: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly citation: { readonly doi: string; readonly text: string };
  readonly encoder: { readonly name: string; readonly version: number };
  /** Atomic numbers, rising. */
  readonly elements: readonly number[];
  /** Å, by name. */
  readonly cutoffs: { readonly [name: string]: number };
  readonly opset: number;
  /** Most threads of one evaluation with which the results are right. */
  readonly maxThreads: number;
  readonly inputs: readonly TensorManifest[];
  readonly outputs: readonly TensorManifest[];
  /** Level of theory and correction scheme of the energies. */
  readonly theory: { readonly functional: string; readonly corrections: string };
  readonly trainingData: { readonly name: string; readonly doi: string; readonly license: string };
  readonly metrics: readonly ModelMetric[];
  readonly tolerances: { readonly energyPerAtom: number; readonly force: number; readonly stressGPa: number };
}

const SCHEMA_VERSION = 1;

/**
 * Read and check the text of a `manifest.json`.
 * @param place named in messages, usually the path of the file
 * @throws {ModelFileInvalidError} naming the field at fault, for text that is no JSON, another schema version or kind, or a missing or wrong field
 */
export function parseEnergyModelManifest(text: string, place: string): EnergyModelManifest {
  const root = new Field(parseJson(text, place), place, '');
  const schema = root.get('schemaVersion').number();
  if (schema !== SCHEMA_VERSION) throw new ModelFileInvalidError(`${place} has schemaVersion ${schema}; this program reads ${SCHEMA_VERSION}`);
  const kind = root.get('kind').string();
  if (kind !== 'energy') throw new ModelFileInvalidError(`${place} describes a model of kind ${kind}, not energy`);
  const id = root.get('id');
  const sha256 = id.get('sha256').string();
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ModelFileInvalidError(`${place}: id.sha256 is not 64 lower-case hexadecimal digits`);
  const [citation, encoder, theory, trainingData, tolerances] = ['citation', 'encoder', 'theory', 'trainingData', 'tolerances'].map((k) =>
    root.get(k),
  );
  return {
    id: { name: id.get('name').string(), version: id.get('version').string(), sha256 },
    kind,
    file: root.get('file').string(),
    license: root.get('license').string(),
    citation: { doi: citation.get('doi').string(), text: citation.get('text').string() },
    encoder: { name: encoder.get('name').string(), version: encoder.get('version').number() },
    elements: root.get('elements').list((element) => element.number()),
    cutoffs: root.get('cutoffs').record((cutoff) => cutoff.number()),
    opset: root.get('opset').number(),
    maxThreads: root.get('maxThreads').number(),
    inputs: root.get('inputs').list(readTensor),
    outputs: root.get('outputs').list(readTensor),
    theory: { functional: theory.get('functional').string(), corrections: theory.get('corrections').string() },
    trainingData: {
      name: trainingData.get('name').string(),
      doi: trainingData.get('doi').string(),
      license: trainingData.get('license').string(),
    },
    metrics: root.get('metrics').list((metric) => ({
      quantity: metric.get('quantity').string(),
      mae: metric.get('mae').number(),
      unit: metric.get('unit').string(),
      split: metric.get('split').string(),
    })),
    tolerances: {
      energyPerAtom: tolerances.get('energyPerAtom').number(),
      force: tolerances.get('force').number(),
      stressGPa: tolerances.get('stressGPa').number(),
    },
  };
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelFileInvalidError(`${place} is not JSON`, { cause });
  }
}

function readTensor(tensor: Field): TensorManifest {
  return {
    name: tensor.get('name').string(),
    dtype: tensor.get('dtype').string(),
    shape: tensor.get('shape').list((axis) => axis.stringOrNumber()),
    unit: tensor.get('unit').string(),
  };
}

/** What the manifest of a model pack says of the files that come with it. */
export interface PackListing {
  /** Layout of the pack. */
  readonly version: number;
  /** All files but the manifest. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  /** Which of them holds golden values, and which the model card. */
  readonly golden: string;
  readonly modelCard: string;
}

/** Read the section `pack` of the text of a `manifest.json`. @throws {ModelFileInvalidError} naming the field at fault */
export function parsePackListing(text: string, place: string): PackListing {
  const pack = new Field(parseJson(text, place), place, '').get('pack');
  return {
    version: pack.get('version').number(),
    files: pack.get('files').list((entry) => ({ file: entry.get('file').string(), sha256: entry.get('sha256').string() })),
    golden: pack.get('golden').string(),
    modelCard: pack.get('modelCard').string(),
  };
}

/** A JSON value with its path, so that a complaint says where. */
class Field {
  constructor(
    private readonly value: unknown,
    private readonly place: string,
    private readonly path: string,
  ) {}

  get(key: string): Field {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) this.fail('an object');
    return new Field((this.value as Record<string, unknown>)[key], this.place, this.path === '' ? key : `${this.path}.${key}`);
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.fail('text');
  }

  number(): number {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? this.value : this.fail('a number');
  }

  stringOrNumber(): string | number {
    return typeof this.value === 'string' || typeof this.value === 'number' ? this.value : this.fail('text or a number');
  }

  list<T>(read: (entry: Field) => T): T[] {
    if (!Array.isArray(this.value)) return this.fail('a list');
    return this.value.map((entry: unknown, k) => read(new Field(entry, this.place, `${this.path}[${k}]`)));
  }

  record<T>(read: (entry: Field) => T): { readonly [key: string]: T } {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) return this.fail('an object');
    return Object.fromEntries(Object.keys(this.value).map((key) => [key, read(this.get(key))]));
  }

  private fail(expected: string): never {
    const found = this.value === undefined ? 'missing' : JSON.stringify(this.value).slice(0, 60);
    throw new ModelFileInvalidError(`${this.place}: ${this.path || 'the document'} should be ${expected}, is ${found}`);
  }
}
