/**
 * An interatomic potential from an ONNX file of edge vectors.
 *
 * The graph gives site energies and g = ∂E/∂(edge vector) in float32; forces F_i = Σ g, F_j = −Σ g over the edges i→j and the stress
 * σ = (1/V) Σ r ⊗ g are summed here in float64. Structures of a batch go through the graph together as one disjoint graph, a limited number of edges at
 * a time. `evaluate` blocks the event loop while the graph runs, so a process that also serves requests must not call it.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import { symbolOf } from '@kessho/core/elements/elements';
import type { EnergyBatch, EnergyModel } from '@kessho/core/energy/energy-model';
import { UnsupportedElementError } from '@kessho/core/energy/unsupported-element-error';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ChgnetBuffers, ChgnetGraph } from '../encoding/chgnet-graph.js';
import { CHGNET_ATOM_CUTOFF, CHGNET_BOND_CUTOFF, CHGNET_ENCODER, createChgnetBuffers, encodeChgnetGraph } from '../encoding/chgnet-graph.js';
import type { EnergyModelManifest } from '../manifest.js';
import { ModelContractViolatedError, ModelFileInvalidError } from '../model-errors.js';
import { loadEnergyModelFiles } from './load-energy-model-files.js';
import { splitBatch } from './split-batch.js';

export interface OnnxEnergyModelOptions {
  /** Threads of one evaluation; no more are used than the model's manifest allows. @default 1 */
  readonly threads?: number;
}

/** A loaded potential, with what its manifest says. */
export interface OnnxEnergyModel extends EnergyModel {
  readonly manifest: EnergyModelManifest;
  /** Free the native memory; the model cannot be used afterwards. */
  readonly dispose: () => Promise<void>;
}

/**
 * @param directory holds `manifest.json` and the ONNX file
 * @throws {ModelFileInvalidError} for files that are missing, damaged, of another sha256, or made for an encoder that this program does not have
 */
export async function createOnnxEnergyModel(directory: string, { threads = 1 }: OnnxEnergyModelOptions = {}): Promise<OnnxEnergyModel> {
  const { manifest, onnx } = await loadEnergyModelFiles(directory);
  assertKnownEncoder(manifest);
  const session = await startSession(onnx, Math.min(threads, manifest.maxThreads), manifest);
  const buffers = createChgnetBuffers();
  const elements: ReadonlySet<number> = new Set(manifest.elements);
  // calls share the buffers, so each waits for the one before it
  let last: Promise<unknown> = Promise.resolve();
  return {
    id: manifest.id,
    elements,
    manifest,
    evaluate: (batch) => {
      const result = last.then(() => evaluateBatch(session, buffers, elements, batch));
      last = result.catch(() => undefined);
      return result;
    },
    dispose: () => session.release(),
  };
}

function assertKnownEncoder({ id, encoder, cutoffs }: EnergyModelManifest): void {
  const wanted = `${encoder.name} ${encoder.version}`;
  const known = `${CHGNET_ENCODER.name} ${CHGNET_ENCODER.version}`;
  if (wanted !== known) throw new ModelFileInvalidError(`${id.name} ${id.version} needs the encoder ${wanted}; this program has ${known}`);
  if (cutoffs.atom !== CHGNET_ATOM_CUTOFF || cutoffs.bond !== CHGNET_BOND_CUTOFF) {
    throw new ModelFileInvalidError(
      `${id.name} ${id.version} has cutoffs ${JSON.stringify(cutoffs)} Å; its encoder has atom ${CHGNET_ATOM_CUTOFF}, bond ${CHGNET_BOND_CUTOFF}`,
    );
  }
}

async function startSession(onnx: Uint8Array, threads: number, { id, inputs, outputs }: EnergyModelManifest): Promise<InferenceSession> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(onnx, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // shapes differ from call to call, so planning memory by shape only hoards it
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw new ModelFileInvalidError(`onnxruntime refuses the file of ${id.name} ${id.version}`, { cause });
  }
  const missing = [
    ...inputs.filter(({ name }) => !session.inputNames.includes(name)),
    ...outputs.filter(({ name }) => !session.outputNames.includes(name)),
  ];
  if (missing.length > 0)
    throw new ModelFileInvalidError(`The file of ${id.name} ${id.version} lacks the tensors ${missing.map(({ name }) => name).join(', ')}`);
  return session;
}

async function evaluateBatch(
  session: InferenceSession,
  buffers: ChgnetBuffers,
  elements: ReadonlySet<number>,
  batch: StructureBatch,
): Promise<EnergyBatch> {
  assertSupported(batch.atomicNumbers, elements);
  const nAtoms = batch.atomicNumbers.length;
  const magneticMoments = new Float64Array(nAtoms);
  const result = {
    energies: new Float64Array(batchSize(batch)),
    forces: new Float64Array(3 * nAtoms),
    stresses: new Float64Array(9 * batchSize(batch)),
    magneticMoments,
  };
  for (const { batch: part, firstStructure, firstAtom } of splitBatch(batch, CHGNET_ATOM_CUTOFF)) {
    const graph = encodeChgnetGraph(part, buffers);
    const { siteEnergies, edgeGradients, moments } = await runGraph(session, part, graph);
    magneticMoments.set(moments, firstAtom);
    sumSites(part, siteEnergies, result.energies.subarray(firstStructure));
    const structureOf = ownersOf(part);
    sumEdges(graph, edgeGradients, structureOf, result.forces.subarray(3 * firstAtom), result.stresses.subarray(9 * firstStructure));
    finishStresses(part, result.stresses.subarray(9 * firstStructure, 9 * (firstStructure + batchSize(part))));
  }
  return result;
}

function assertSupported(atomicNumbers: Int32Array, elements: ReadonlySet<number>): void {
  const unsupported = new Set<number>();
  for (const z of atomicNumbers) if (!elements.has(z)) unsupported.add(z);
  if (unsupported.size === 0) return;
  const symbols = [...unsupported].sort((a, b) => a - b).map((z) => (z >= 1 && z <= 118 ? symbolOf(z) : `atomic number ${z}`));
  throw new UnsupportedElementError(`The potential was not trained on ${symbols.join(', ')}`);
}

interface GraphOutput {
  readonly siteEnergies: Float32Array;
  readonly edgeGradients: Float32Array;
  readonly moments: Float32Array;
}

async function runGraph(session: InferenceSession, part: StructureBatch, graph: ChgnetGraph): Promise<GraphOutput> {
  const { edgeCount, bondCount, angleCount } = graph;
  const outputs = await session.run({
    atomic_numbers: new Tensor('int32', part.atomicNumbers, [part.atomicNumbers.length]),
    edge_vectors: new Tensor('float32', graph.edgeVectors, [edgeCount, 3]),
    edge_index: new Tensor('int32', graph.edgeIndex, [2, edgeCount]),
    bond_count: new Tensor('int64', BigInt64Array.of(BigInt(bondCount)), [1]),
    angle_index: new Tensor('int32', graph.angleIndex, [2, angleCount]),
    angle_center: new Tensor('int32', graph.angleCenter, [angleCount]),
    angle_sign: new Tensor('float32', graph.angleSign, [angleCount]),
  });
  const read = (name: string): Float32Array => {
    const values = outputs[name]?.data;
    if (!(values instanceof Float32Array)) throw new ModelContractViolatedError(`The output ${name} of the potential is not float32`);
    return values;
  };
  return { siteEnergies: read('site_energies'), edgeGradients: read('edge_gradients'), moments: read('magnetic_moments') };
}

function sumSites({ structureOffsets }: StructureBatch, siteEnergies: Float32Array, energies: Float64Array): void {
  for (let s = 0; s + 1 < structureOffsets.length; s++) {
    let sum = 0;
    for (let atom = structureOffsets[s]; atom < structureOffsets[s + 1]; atom++) sum += siteEnergies[atom];
    energies[s] = sum;
  }
}

function ownersOf({ structureOffsets, atomicNumbers }: StructureBatch): Int32Array {
  const owners = new Int32Array(atomicNumbers.length);
  for (let s = 0; s + 1 < structureOffsets.length; s++) owners.fill(s, structureOffsets[s], structureOffsets[s + 1]);
  return owners;
}

/** Add each edge's share to the forces of its ends and to the virial of its structure. */
function sumEdges(
  { edgeCount, edgeIndex, edgeVectors }: ChgnetGraph,
  gradients: Float32Array,
  structureOf: Int32Array,
  forces: Float64Array,
  virials: Float64Array,
): void {
  for (let edge = 0; edge < edgeCount; edge++) {
    const i = edgeIndex[edge];
    const j = edgeIndex[edgeCount + edge];
    const virial = 9 * structureOf[i];
    for (let b = 0; b < 3; b++) {
      const g = gradients[3 * edge + b];
      forces[3 * i + b] += g;
      forces[3 * j + b] -= g;
      virials[virial + b] += edgeVectors[3 * edge] * g;
      virials[virial + 3 + b] += edgeVectors[3 * edge + 1] * g;
      virials[virial + 6 + b] += edgeVectors[3 * edge + 2] * g;
    }
  }
}

/** Virials to stresses in place: divided by the volume, and symmetric, since what is antisymmetric in a rotation-invariant energy is rounding. */
function finishStresses({ lattices }: StructureBatch, stresses: Float64Array): void {
  for (let at = 0; at < stresses.length; at += 9) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = lattices.subarray(at, at + 9);
    const volume = Math.abs(ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
    for (let i = 0; i < 3; i++) {
      stresses[at + 4 * i] /= volume;
      for (let j = i + 1; j < 3; j++) {
        const mean = (stresses[at + 3 * i + j] + stresses[at + 3 * j + i]) / (2 * volume);
        stresses[at + 3 * i + j] = mean;
        stresses[at + 3 * j + i] = mean;
      }
    }
  }
}
