/** The distribution of space groups and formula units from an ONNX file; `training/symmetry/export.py` writes it. */
import type { SymmetryClass, SymmetryFeatures, SymmetryModel, SymmetryPrediction } from '@kessho/core/prediction/symmetry-proposal/symmetry-model';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { join } from 'node:path';
import { ModelContractViolatedError, ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import { modelDirectory } from './model-directory.js';

interface ManifestFile {
  readonly id: SymmetryModel['id'];
  readonly file: string;
  /** Space group and formula units, in the order of the probabilities. */
  readonly classes: readonly (readonly [number, number])[];
}

/** The graph looks at the first five elements one by one. */
const LEAST_SLOTS = 5;

/** The file is checked at once and started at the first prediction. @throws {ModelFileInvalidError} where it is not the one the manifest describes */
export function createOnnxSymmetryModel(directory = modelDirectory('symmetry', 'space-group', '1')): SymmetryModel {
  const manifest = JSON.parse(readModelFile(join(directory, 'manifest.json')).toString('utf8')) as ManifestFile;
  const onnx = readVerified(directory, { file: manifest.file, sha256: manifest.id.sha256 });
  const classes = manifest.classes.map(([spaceGroup, formulaUnits]): SymmetryClass => ({ spaceGroup, formulaUnits }));
  let session: Promise<InferenceSession> | undefined;
  return {
    id: manifest.id,
    classes,
    predict: async (features) => runGraph(await (session ??= startSession(onnx, manifest)), features, classes.length),
  };
}

async function startSession(onnx: Uint8Array, { id }: ManifestFile): Promise<InferenceSession> {
  try {
    // one thread: a prediction takes a millisecond, and its last digits must not depend on the machine's cores
    return await InferenceSession.create(onnx, { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  } catch (cause) {
    throw new ModelFileInvalidError(`onnxruntime refuses the file of ${id.name} ${id.version}`, { cause });
  }
}

async function runGraph(
  session: InferenceSession,
  { elements, counts, votes, frequencies, evidence }: SymmetryFeatures,
  nClasses: number,
): Promise<SymmetryPrediction> {
  const slots = Math.max(LEAST_SLOTS, elements.length);
  const padded = (values: readonly number[]): Tensor => {
    const data = new BigInt64Array(slots);
    values.forEach((value, k) => (data[k] = BigInt(value)));
    return new Tensor('int64', data, [1, slots]);
  };
  const row = (values: Float32Array): Tensor => new Tensor('float32', values, [1, values.length]);
  const outputs = await session.run({
    elements: padded(elements),
    counts: padded(counts),
    votes: row(votes),
    frequencies: row(frequencies),
    evidence: row(evidence),
  });
  const [probabilities, volume] = [outputs.probabilities?.data, outputs.volume?.data];
  if (!(probabilities instanceof Float32Array && probabilities.length === nClasses && volume instanceof Float32Array && volume.length === 2))
    throw new ModelContractViolatedError('The symmetry model does not return a probability for each class and two numbers of the volume');
  return { probabilities: Float64Array.from(probabilities), volumeCorrection: volume[0] as number, volumeDeviation: volume[1] as number };
}
