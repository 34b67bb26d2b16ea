/**
 * An interatomic potential from an ONNX file.
 *
 * The graph gives site energies and the derivatives of the energy by what its encoder hands it, distances and angles or distances and directions, in
 * float32; geometry before it, and forces and the stress σ = (1/V) Σ r ⊗ g, with g = ∂E/∂(edge vector), after it are worked out in float64. Structures of
 * a batch go through the graph together as one disjoint graph, a limited number of edges at a time. `evaluate` blocks the event loop while the graph
 * runs, so a process that also serves requests must not call it.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import type { EnergyBatch, EnergyModel } from '@kessho/core/energy/energy-model';
import { assertSupported } from '@kessho/core/energy/unsupported-element-error';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { InferenceSession } from 'onnxruntime-node';
import type { EnergyModelManifest } from '../manifest.js';
import { ModelContractViolatedError, ModelFileInvalidError } from '../model-errors.js';
import { chgnetEncoder } from './chgnet-evaluation.js';
import type { GraphEncoder, GraphEvaluation, RunGraph } from './graph-evaluation.js';
import { loadEnergyModelFiles } from './load-energy-model-files.js';
import { neighborSlotsEncoder } from './neighbor-slots-evaluation.js';
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
  const encoder = encoderOf(manifest);
  const cutoff = encoder.cutoffOf(manifest);
  const session = await startSession(onnx, Math.min(threads, manifest.maxThreads), manifest);
  const run = graphRunner(session);
  const buffers = createNeighborBuffers(0);
  const elements: ReadonlySet<number> = new Set(manifest.elements);
  // calls share the buffers, so each waits for the one before it
  let last: Promise<unknown> = Promise.resolve();
  return {
    id: manifest.id,
    elements,
    manifest,
    evaluate: (batch) => {
      const result = last.then(() => {
        assertSupported('The potential', elements, batch.atomicNumbers);
        return evaluateBatch(batch, cutoff, (part) => encoder.evaluate(part, run, cutoff, buffers));
      });
      last = result.catch(() => undefined);
      return result;
    },
    dispose: () => session.release(),
  };
}

const ENCODERS: readonly GraphEncoder[] = [chgnetEncoder, neighborSlotsEncoder];

function encoderOf({ id, encoder: { name, version } }: EnergyModelManifest): GraphEncoder {
  const found = ENCODERS.find((encoder) => encoder.name === name && encoder.version === version);
  if (found !== undefined) return found;
  const known = ENCODERS.map((encoder) => `${encoder.name} ${encoder.version}`).join(' and ');
  throw new ModelFileInvalidError(`${id.name} ${id.version} needs the encoder ${name} ${version}; this program has ${known}`);
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

const graphRunner =
  (session: InferenceSession): RunGraph =>
  async (inputs) => {
    const outputs = await session.run(inputs);
    return (name) => {
      const values = outputs[name]?.data;
      if (!(values instanceof Float32Array)) throw new ModelContractViolatedError(`The output ${name} of the potential is not float32`);
      return values;
    };
  };

async function evaluateBatch(batch: StructureBatch, cutoff: number, evaluatePart: (part: StructureBatch) => Promise<GraphEvaluation>): Promise<EnergyBatch> {
  const nAtoms = batch.atomicNumbers.length;
  const result = { energies: new Float64Array(batchSize(batch)), forces: new Float64Array(3 * nAtoms), stresses: new Float64Array(9 * batchSize(batch)) };
  let magneticMoments: Float64Array | null = null;
  for (const { batch: part, firstStructure, firstAtom } of splitBatch(batch, cutoff)) {
    const { siteEnergies, magneticMoments: moments, forces, virials } = await evaluatePart(part);
    result.energies.set(sumSites(part, siteEnergies), firstStructure);
    result.forces.set(forces, 3 * firstAtom);
    result.stresses.set(stressesOf(part, virials), 9 * firstStructure);
    if (moments !== null) (magneticMoments ??= new Float64Array(nAtoms)).set(moments, firstAtom);
  }
  return { ...result, magneticMoments };
}

/** Energy of each structure of the batch, eV. */
function sumSites({ structureOffsets }: StructureBatch, siteEnergies: Float64Array): Float64Array {
  const energies = new Float64Array(structureOffsets.length - 1);
  for (let s = 0; s < energies.length; s++) for (let atom = structureOffsets[s]; atom < structureOffsets[s + 1]; atom++) energies[s] += siteEnergies[atom];
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
