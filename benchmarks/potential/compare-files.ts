import { packStructures, type StructureBatch } from '@kessho/core/crystal/structure-batch';
import type { EnergyBatch, EnergyModel } from '@kessho/core/energy/energy-model';
import { packWithSymmetry } from '@kessho/core/symmetry/pack-with-symmetry';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { median } from '../statistics.js';
import { readSamples } from './samples.js';

/** Pairs of evaluations of one sample in one round. */
const PAIRS = 10;

/** `npm run benchmark -- potential --against FOLDER`: the shipped file and another of the same potential, evaluation by evaluation in turn, one thread. */
export async function compareFiles(other: string, rounds: number, out: string | undefined): Promise<void> {
  loadSymmetryEngineFromPackage();
  const directory = modelDirectory('energy', 'chgnet', '0.3.0');
  const [own, against] = [await createOnnxEnergyModel(directory), await createOnnxEnergyModel(other)];
  const samples = readSamples(directory).flatMap(({ name, structure }) => [
    { name, symmetry: false, nsites: structure.atomicNumbers.length, batch: packStructures([structure]) },
    { name, symmetry: true, nsites: structure.atomicNumbers.length, batch: packWithSymmetry([structure]) },
  ]);
  const rows = [];
  for (const { batch, ...sample } of samples) {
    const deviation = largestDeviation(await own.evaluate(batch), await against.evaluate(batch));
    const pairs = [];
    for (let pair = 0; pair < PAIRS * rounds; pair++) pairs.push([await cpuMs(own, batch), await cpuMs(against, batch)] as const);
    const [ownCpuMs, againstCpuMs] = [median(pairs.map(([ms]) => ms)), median(pairs.map(([, ms]) => ms))];
    rows.push({ ...sample, ownCpuMs, againstCpuMs, timesLess: Number((againstCpuMs / ownCpuMs).toPrecision(3)), ...deviation });
  }
  const report = {
    command: `npm run benchmark -- potential --against FOLDER --rounds ${rounds}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one thread; Node ${process.versions.node}`,
    loadAverage: Number((loadavg()[0] ?? 0).toPrecision(3)),
    model: own.id,
    against: against.id,
    medianTimesLess: median(rows.map(({ timesLess }) => timesLess)),
    rows,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  await Promise.all([own.dispose(), against.dispose()]);
}

/** Processor time of one evaluation, from a packed structure to forces. */
async function cpuMs(model: EnergyModel, batch: StructureBatch): Promise<number> {
  const before = process.cpuUsage();
  await model.evaluate(batch);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function largestDeviation(a: EnergyBatch, b: EnergyBatch) {
  const largest = (x: Float64Array, y: Float64Array): number => x.reduce((most, value, k) => Math.max(most, Math.abs(value - y[k])), 0);
  return {
    energyDeviation: largest(a.energies, b.energies),
    forceDeviation: largest(a.forces, b.forces),
    stressDeviation: largest(a.stresses, b.stresses),
  };
}
