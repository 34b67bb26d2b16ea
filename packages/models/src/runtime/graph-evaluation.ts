import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { Tensor } from 'onnxruntime-node';
import type { ForcesAndVirials } from '../encoding/chgnet-forces.js';
import type { EnergyModelManifest } from '../manifest.js';

/** Run a model's graph once; gives its outputs by name. @throws {ModelContractViolatedError} for an output that is not float32 */
export type RunGraph = (inputs: Readonly<Record<string, Tensor>>) => Promise<(output: string) => Float32Array>;

/** What a graph says of a batch. */
export interface GraphEvaluation extends ForcesAndVirials {
  /** (nAtoms), eV. */
  readonly siteEnergies: Float64Array;
  /** (nAtoms), μ_B; null where the model has none. */
  readonly magneticMoments: Float64Array | null;
}

/** How structures become the tensors of one kind of graph, and its outputs forces: what a manifest names as its encoder. */
export interface GraphEncoder {
  readonly name: string;
  readonly version: number;
  /** Å, of the edges. @throws {ModelFileInvalidError} for cutoffs that the encoder cannot serve */
  readonly cutoffOf: (manifest: EnergyModelManifest) => number;
  readonly evaluate: (batch: StructureBatch, run: RunGraph, cutoff: number, buffers: NeighborBuffers) => Promise<GraphEvaluation>;
}

export const floatTensor = (data: Float32Array, ...shape: readonly number[]): Tensor => new Tensor('float32', data, shape.length === 0 ? [data.length] : shape);

export const intTensor = (data: Int32Array, ...shape: readonly number[]): Tensor => new Tensor('int32', data, shape.length === 0 ? [data.length] : shape);
