/**
 * An interatomic potential from an ONNX file of distances and angles.
 *
 * The graph gives site energies, ∂E/∂(distance) and ∂E/∂(angle) in float32; geometry before it, and forces and the stress σ = (1/V) Σ r ⊗ g, with
 * g = ∂E/∂(edge vector), after it are worked out here in float64. Where the symmetry of a structure is given, its orbits take the place of its atoms,
 * edges and angles. Structures of a batch go through the graph together as one disjoint graph, a limited number of edges at a time. `evaluate` blocks the
 * event loop while the graph runs, so a process that also serves requests must not call it.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import type { EnergyBatch, EnergyModel } from '@kessho/core/energy/energy-model';
import { assertSupported } from '@kessho/core/energy/unsupported-element-error';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { forcesAndVirials } from '../encoding/chgnet-forces.js';
import type { ChgnetGraph } from '../encoding/chgnet-graph.js';
import { CHGNET_ATOM_CUTOFF, CHGNET_BOND_CUTOFF, CHGNET_ENCODER, encodeChgnetGraph } from '../encoding/chgnet-graph.js';
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
  const buffers = createNeighborBuffers(0);
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
  buffers: NeighborBuffers,
  elements: ReadonlySet<number>,
  batch: StructureBatch,
): Promise<EnergyBatch> {
  assertSupported('The potential', elements, batch.atomicNumbers);
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
    const { siteEnergies, distanceGradients, angleGradients, moments } = await runGraph(session, graph);
    result.energies.set(sumSites(part, graph, siteEnergies), firstStructure);
    magneticMoments.set(
      Float64Array.from(graph.atomRows, (row) => moments[row]),
      firstAtom,
    );
    const { forces, virials } = forcesAndVirials(part, graph, distanceGradients, angleGradients);
    result.forces.set(forces, 3 * firstAtom);
    result.stresses.set(stressesOf(part, virials), 9 * firstStructure);
  }
  return result;
}

interface GraphOutput {
  readonly siteEnergies: Float32Array;
  readonly distanceGradients: Float32Array;
  readonly angleGradients: Float32Array;
  readonly moments: Float32Array;
}

async function runGraph(session: InferenceSession, graph: ChgnetGraph): Promise<GraphOutput> {
  const float = (data: Float32Array): Tensor => new Tensor('float32', data, [data.length]);
  const ints = (data: Int32Array): Tensor => new Tensor('int32', data, [data.length]);
  const table = (data: Int32Array, width: number): Tensor => new Tensor('int32', data, [data.length / width, width]);
  const outputs = await session.run({
    atomic_numbers: ints(graph.atomicNumbers),
    atom_counts: float(graph.atomCounts),
    distances: float(graph.distances),
    edge_index: table(graph.edgeIndex, graph.distances.length),
    edge_counts: float(graph.edgeCounts),
    bond_count: new Tensor('int64', BigInt64Array.of(BigInt(graph.bondCount)), [1]),
    angles: float(graph.angles),
    angle_index: table(graph.angleIndex, graph.angles.length),
    angle_center: ints(graph.angleCenter),
    angle_counts: float(graph.angleCounts),
    edge_groups: table(graph.edgeGroups.rows, graph.edgeGroups.size),
    atom_edge_groups: table(graph.atomEdgeGroups.groups, graph.atomEdgeGroups.width),
    angle_groups: table(graph.angleGroups.rows, graph.angleGroups.size),
    bond_angle_groups: table(graph.bondAngleGroups.groups, graph.bondAngleGroups.width),
    atom_angle_groups: table(graph.atomAngleGroups.groups, graph.atomAngleGroups.width),
  });
  const read = (name: string): Float32Array => {
    const values = outputs[name]?.data;
    if (!(values instanceof Float32Array)) throw new ModelContractViolatedError(`The output ${name} of the potential is not float32`);
    return values;
  };
  return {
    siteEnergies: read('site_energies'),
    distanceGradients: read('distance_gradients'),
    angleGradients: read('angle_gradients'),
    moments: read('magnetic_moments'),
  };
}

/** Energy of each structure of the batch, eV. */
function sumSites({ structureOffsets }: StructureBatch, { atomRows }: ChgnetGraph, siteEnergies: Float32Array): Float64Array {
  const energies = new Float64Array(structureOffsets.length - 1);
  for (let s = 0; s < energies.length; s++) {
    for (let atom = structureOffsets[s]; atom < structureOffsets[s + 1]; atom++) energies[s] += siteEnergies[atomRows[atom]];
  }
  return energies;
}

/** Virials by volume, and symmetric, since what is antisymmetric in a rotation-invariant energy is rounding. */
function stressesOf({ lattices }: StructureBatch, virials: Float64Array): Float64Array {
  const stresses = new Float64Array(virials.length);
  for (let at = 0; at < stresses.length; at += 9) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = lattices.subarray(at, at + 9);
    const volume = Math.abs(ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) stresses[at + 3 * i + j] = (virials[at + 3 * i + j] + virials[at + 3 * j + i]) / (2 * volume);
  }
  return stresses;
}
