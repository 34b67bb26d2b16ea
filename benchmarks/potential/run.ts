import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { Structure } from '@kessho/core/crystal/structure';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { packWithSymmetry } from '@kessho/core/symmetry/pack-with-symmetry';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readGoldenCrystals, type GoldenCrystal } from '../golden-crystals.js';
import { askPythonPeer } from '../python-peer.js';
import { median } from '../statistics.js';
import { compareFiles } from './compare-files.js';
import { readSamples } from './samples.js';

/** Classes of crystals by the number of their symmetry operations, from and to. */
const OPERATIONS = [[1, 1], [2, 4], [6, 16], [24, 192]] as const; // prettier-ignore
const MOST_ATOMS = 40;
const BATCH_SIZES = [1, 2, 4, 8, 16, 32] as const;
/** Of repetitions for one structure in one round. */
const SECONDS = 0.4;
const GPA_PER_EV_PER_CUBIC_ANGSTROM = 160.21766208;

interface PeerAnswer {
  readonly bestMs: number;
  readonly cpuMs: number;
  readonly energyPerAtom: number;
  readonly forces: readonly number[];
  readonly stressGPa: readonly number[];
}

/** `npm run benchmark -- potential`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      threads: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      against: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (values.against !== undefined) return compareFiles(values.against, Number(values.rounds), values.out);
  const [threads, rounds] = [Number(values.threads), Number(values.rounds)];
  const directory = modelDirectory('energy', 'chgnet', '0.3.0');
  loadSymmetryEngineFromPackage();
  const model = await createOnnxEnergyModel(directory, { threads });
  const samples = readSamples(directory);
  const own: Timing[][] = samples.map(() => []);
  const peer: PeerAnswer[][] = samples.map(() => []);
  let peerVersion = '';
  for (let round = 0; round < rounds; round++) {
    for (const [k, { structure }] of samples.entries()) own[k].push(await time(model, [structure]));
    const input = { threads, seconds: SECONDS, structures: samples.map(({ structure }) => structure) };
    const { version, answers } = await askPythonPeer<{ version: string; answers: PeerAnswer[] }>('potential/peer.py', input, threads);
    peerVersion = version;
    answers.forEach((answer, k) => peer[k].push(answer));
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  const crystals = [];
  for (const [k, { name, structure }] of samples.entries()) {
    const [ownMs, peerMs] = [Math.min(...own[k].map(({ bestMs }) => bestMs)), Math.min(...peer[k].map(({ bestMs }) => bestMs))];
    const [ownCpuMs, peerCpuMs] = [Math.min(...own[k].map(({ cpuMs }) => cpuMs)), Math.min(...peer[k].map(({ cpuMs }) => cpuMs))];
    crystals.push({
      name,
      nsites: structure.atomicNumbers.length,
      ownMs: round3(ownMs),
      peerMs: round3(peerMs),
      timesFaster: round3(peerMs / ownMs),
      ownCpuMs: round3(ownCpuMs),
      peerCpuMs: round3(peerCpuMs),
      ...(await deviations(model, structure, peer[k][0])),
    });
  }
  const batches = [];
  for (const { name, structure } of samples.filter(({ structure: { atomicNumbers } }) => [2, 10, 20].includes(atomicNumbers.length))) {
    const perStructure = [];
    for (const size of BATCH_SIZES)
      perStructure.push({ size, cpuMs: round3((await time(model, Array<Structure>(size).fill(structure))).cpuMs / size) });
    batches.push({ name, nsites: structure.atomicNumbers.length, perStructure });
  }
  const single = await createOnnxEnergyModel(directory, { threads: 1 });
  const symmetry = [];
  for (const [from, to] of OPERATIONS)
    symmetry.push(await compareWithSymmetry(single, readGoldenCrystals(join(directory, 'golden.json.gz')), from, to));
  await single.dispose();
  const report = {
    command: `npm run benchmark -- potential --threads ${threads} --rounds ${rounds}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; threads: ${Math.min(threads, model.manifest.maxThreads)} here, ${threads} for the peer; Node ${process.versions.node}`,
    loadAverage: round3(loadavg()[0]),
    model: model.id,
    peer: peerVersion,
    timesFaster: { least: Math.min(...crystals.map((c) => c.timesFaster)), median: round3(median(crystals.map((c) => c.timesFaster))) },
    crystals,
    batches,
    symmetry,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  await model.dispose();
}

/** Crystals of one class in one batch, on one thread: as they are, with their operations given, and finding these included. */
async function compareWithSymmetry(model: EnergyModel, samples: readonly GoldenCrystal[], from: number, to: number) {
  const structures = samples
    .map(({ structure }) => structure)
    .filter(({ atomicNumbers }) => atomicNumbers.length <= MOST_ATOMS)
    .filter((structure) => {
      const count = packWithSymmetry([structure]).symmetries?.[0]?.operationCount ?? 1;
      return structure.atomicNumbers.length >= 5 && count >= from && count <= to;
    });
  const [plain, known] = [packStructures(structures), packWithSymmetry(structures)];
  const perCrystal = async (evaluate: () => Promise<unknown>): Promise<number> => round3((await fastest(evaluate)) / structures.length);
  const [plainCpuMs, givenCpuMs, findingCpuMs] = [
    await perCrystal(() => model.evaluate(plain)),
    await perCrystal(() => model.evaluate(known)),
    await perCrystal(() => Promise.resolve(packWithSymmetry(structures))),
  ];
  return {
    operations: from === to ? `${from}` : `${from}–${to}`,
    crystals: structures.length,
    meanAtoms: round3(structures.reduce((sum, { atomicNumbers }) => sum + atomicNumbers.length, 0) / structures.length),
    plainCpuMs,
    givenCpuMs,
    findingCpuMs,
    timesLess: round3(plainCpuMs / givenCpuMs),
  };
}

/** Least processor time of five runs after one to warm up, ms. */
async function fastest(run: () => Promise<unknown>): Promise<number> {
  await run();
  let least = Infinity;
  for (let repetition = 0; repetition < 5; repetition++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

interface Timing {
  readonly bestMs: number;
  readonly cpuMs: number;
}

/** From structures to results, packing and graph included. */
async function time(model: EnergyModel, structures: readonly Structure[]): Promise<Timing> {
  await model.evaluate(packStructures(structures));
  let bestMs = Infinity;
  let repetitions = 0;
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  while (repetitions < 3 || (performance.now() - started < 1000 * SECONDS && repetitions < 200)) {
    const before = performance.now();
    await model.evaluate(packStructures(structures));
    bestMs = Math.min(bestMs, performance.now() - before);
    repetitions++;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { bestMs, cpuMs: (user + system) / 1000 / repetitions };
}

async function deviations(model: EnergyModel, structure: Structure, peer: PeerAnswer) {
  const { energies, forces, stresses } = await model.evaluate(packStructures([structure]));
  const largest = (values: Float64Array, others: readonly number[], factor: number): number =>
    values.reduce((most, value, k) => Math.max(most, Math.abs(factor * value - others[k])), 0);
  return {
    energyDeviationPerAtom: Number(Math.abs(energies[0] / structure.atomicNumbers.length - peer.energyPerAtom).toExponential(1)),
    forceDeviation: Number(largest(forces, peer.forces, 1).toExponential(1)),
    stressDeviationGPa: Number(largest(stresses, peer.stressGPa, GPA_PER_EV_PER_CUBIC_ANGSTROM).toExponential(1)),
  };
}

const round3 = (x: number): number => Number(x.toPrecision(3));
