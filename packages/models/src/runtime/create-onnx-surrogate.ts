/**
 * A surrogate from an ONNX file: energies and features of kinds of atoms in, means over the atoms of each structure out, in float64.
 * Like the potential, it blocks the event loop while its graph runs.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import { assertSupported } from '@kessho/core/energy/unsupported-element-error';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { SurrogateFeatures, SurrogateModel } from '@kessho/core/prediction/screening/surrogate/surrogate-model';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { join } from 'node:path';
import type { SurrogateGraph } from '../encoding/surrogate-graph.js';
import { encodeSurrogateGraph, SURROGATE_CUTOFF, SURROGATE_ENCODER } from '../encoding/surrogate-graph.js';
import { ModelContractViolatedError, ModelFileInvalidError } from '../model-errors.js';
import { readModelFile, readVerified } from '../read-verified.js';
import type { SurrogateManifest } from '../surrogate/surrogate-manifest.js';
import { parseSurrogateManifest } from '../surrogate/surrogate-manifest.js';
import { splitBatch } from './split-batch.js';

/** A loaded surrogate, with what its manifest says. */
export interface OnnxSurrogate extends SurrogateModel {
  readonly manifest: SurrogateManifest;
  /** Free the native memory; the model cannot be used afterwards. */
  readonly dispose: () => Promise<void>;
}

/**
 * @param directory holds `manifest.json` and the ONNX file
 * @throws {ModelFileInvalidError} for files that are missing, damaged, of another sha256, or made for an encoder that this program does not have
 */
export async function createOnnxSurrogate(directory: string): Promise<OnnxSurrogate> {
  const path = join(directory, 'manifest.json');
  const manifest = parseSurrogateManifest(readModelFile(path).toString('utf8'), path);
  assertKnownEncoder(manifest);
  const session = await startSession(readVerified(directory, { file: manifest.file, sha256: manifest.id.sha256 }), manifest);
  const buffers = createNeighborBuffers(0);
  const elements: ReadonlySet<number> = new Set(manifest.elements);
  // calls share the buffers, so each waits for the one before it
  let last: Promise<unknown> = Promise.resolve();
  return {
    id: manifest.id,
    potential: manifest.potential,
    elements,
    width: manifest.width,
    startingPoint: manifest.startingPoint,
    manifest,
    featuresOf: (batch) => {
      const result = last.then(() => describeBatch(session, buffers, manifest.width, elements, batch));
      last = result.catch(() => undefined);
      return result;
    },
    dispose: () => session.release(),
  };
}

function assertKnownEncoder({ id, encoder, cutoff }: SurrogateManifest): void {
  if (encoder.name === SURROGATE_ENCODER.name && encoder.version === SURROGATE_ENCODER.version && cutoff === SURROGATE_CUTOFF) return;
  throw new ModelFileInvalidError(
    `${id.name} ${id.version} needs the encoder ${encoder.name} ${encoder.version} with ${cutoff} Å; ` +
      `this program has ${SURROGATE_ENCODER.name} ${SURROGATE_ENCODER.version} with ${SURROGATE_CUTOFF} Å`,
  );
}

async function startSession(onnx: Uint8Array, { id }: SurrogateManifest): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(onnx, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw new ModelFileInvalidError(`onnxruntime refuses the file of ${id.name} ${id.version}`, { cause });
  }
}

async function describeBatch(
  session: InferenceSession,
  buffers: NeighborBuffers,
  width: number,
  elements: ReadonlySet<number>,
  batch: StructureBatch,
): Promise<SurrogateFeatures> {
  assertSupported('The surrogate', elements, batch.atomicNumbers);
  const result = { priors: new Float64Array(batchSize(batch)), features: new Float64Array(width * batchSize(batch)) };
  for (const { batch: part, firstStructure } of splitBatch(batch, SURROGATE_CUTOFF)) {
    const graph = encodeSurrogateGraph(part, buffers);
    const { energies, features } = await runGraph(session, graph);
    averageRows(graph, energies, 1, result.priors.subarray(firstStructure));
    averageRows(graph, features, width, result.features.subarray(width * firstStructure));
  }
  return result;
}

interface RowOutput {
  /** (nRows), eV. */
  readonly energies: Float32Array;
  /** (nRows × width) */
  readonly features: Float32Array;
}

async function runGraph(session: InferenceSession, graph: SurrogateGraph): Promise<RowOutput> {
  const { rowCount, neighborCount } = graph;
  const outputs = await session.run({
    atomic_numbers: new Tensor('int32', graph.atomicNumbers, [rowCount]),
    neighbor_rows: new Tensor('int32', graph.neighborRows, [rowCount, neighborCount]),
    neighbor_vectors: new Tensor('float32', graph.neighborVectors, [rowCount, neighborCount, 3]),
  });
  const [energies, features] = [outputs['site_energies']?.data, outputs['features']?.data];
  if (!(energies instanceof Float32Array && features instanceof Float32Array))
    throw new ModelContractViolatedError('The surrogate did not give energies and features in float32');
  return { energies, features };
}

/** Means over the atoms of each structure, written to `means` (nStructures × width). */
function averageRows({ rowOffsets, multiplicities }: SurrogateGraph, values: Float32Array, width: number, means: Float64Array): void {
  for (let s = 0; s + 1 < rowOffsets.length; s++) {
    const atoms = multiplicities.subarray(rowOffsets[s], rowOffsets[s + 1]).reduce((sum, count) => sum + count, 0);
    for (let row = rowOffsets[s]; row < rowOffsets[s + 1]; row++) {
      const share = multiplicities[row] / atoms;
      for (let k = 0; k < width; k++) means[s * width + k] += share * values[row * width + k];
    }
  }
}
