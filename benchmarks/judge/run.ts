import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import { isSound } from '@kessho/core/prediction/stop-reasons';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { installedModel } from '../installed-model.js';
import { crystalOfSize, readGoldenCrystals, type GoldenCrystal } from '../golden-crystals.js';
import { askPythonPeer } from '../python-peer.js';

const SIZES = [2, 10, 14, 28] as const;
const STEPS = [0, 4, 8, 16] as const;
/** Where nothing more is to be won, as far as an order is concerned. */
const MINIMUM = { fmax: 0.005, smaxGPa: 0.05, maxSteps: 200, symmetry: 'keep' } as const;
const AS_FINALISTS_COME = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;

interface PeerAnswer {
  readonly cpuMs: number;
  readonly energyPerAtom: number;
  readonly forces: readonly number[];
}

/** `npm run benchmark -- judge`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { judge: { type: 'string' }, finalists: { type: 'string', default: '20' }, weights: { type: 'string' }, out: { type: 'string' } },
  });
  if (values.judge === undefined) throw new Error('judge needs --judge NAME, an installed potential');
  loadSymmetryEngineFromPackage();
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const [search, judge] = [await createOnnxEnergyModel(directory), await createOnnxEnergyModel(installedModel(values.judge).directory)];
  const crystals = readGoldenCrystals(join(directory, 'golden.json.gz')).filter(({ structure }) => structure.atomicNumbers.every((z) => judge.elements.has(z)));
  const samples = samplesOf(crystals);
  const peer = values.weights === undefined ? null : await askPythonPeer<{ version: string; answers: PeerAnswer[] }>('judge/peer.py', { weights: values.weights, threads: 1, seconds: 0.5, structures: samples.map(({ structure }) => structure) }, 1);
  const evaluation = [];
  for (const [k, { name, structure }] of samples.entries()) {
    const original = peer?.answers[k] ?? null;
    evaluation.push({
      name,
      nsites: structure.atomicNumbers.length,
      searchCpuMs: await cpuMs(search, structure),
      judgeCpuMs: await cpuMs(judge, structure),
      ...(original === null ? {} : { originalCpuMs: round3(original.cpuMs), ...(await deviations(judge, structure, original)) }),
    });
  }
  const chosen = crystals.filter(({ structure: { atomicNumbers } }) => atomicNumbers.length >= 8 && atomicNumbers.length <= 14).slice(0, Number(values.finalists));
  const report = {
    command: `npm run benchmark -- judge ${argv.map((word) => word.split('/').at(-1)).join(' ')}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, one thread used; Node ${process.versions.node}`,
    loadAverage: round3(loadavg()[0] ?? NaN),
    search: search.id,
    judge: judge.id,
    original: peer?.version ?? null,
    evaluation,
    finalists: await measureFinalists(search, judge, chosen.map(({ structure }) => structure)),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  await Promise.all([search.dispose(), judge.dispose()]);
}

async function measureFinalists(search: EnergyModel, judge: EnergyModel, crystals: readonly Structure[]) {
  const found = (await relaxStructures(crystals, { model: search }, AS_FINALISTS_COME)).filter(isSound).map(({ structure }) => structure);
  const judged = async (maxSteps: number) => {
    const before = process.cpuUsage();
    const results = await relaxStructures(found, { model: judge }, { ...MINIMUM, maxSteps });
    const { user, system } = process.cpuUsage(before);
    return { energies: results.map(({ energyPerAtom }) => energyPerAtom), cpuSeconds: round3((user + system) / 1e6) };
  };
  const minima = await judged(MINIMUM.maxSteps);
  const bySteps = [];
  for (const steps of STEPS) {
    const { energies, cpuSeconds } = await judged(steps);
    const left = energies.map((energy, k) => energy - (minima.energies[k] as number));
    const mean = left.reduce((sum, x) => sum + x, 0) / left.length;
    const deviation = Math.sqrt(left.reduce((sum, x) => sum + (x - mean) ** 2, 0) / left.length);
    bySteps.push({ steps, cpuSeconds, leftPerAtom: round3(mean), deviationPerAtom: round3(deviation), largestPerAtom: round3(Math.max(...left)) });
  }
  const atoms = found.map(({ atomicNumbers }) => atomicNumbers.length);
  return { count: found.length, meanAtoms: round3(atoms.reduce((sum, n) => sum + n, 0) / atoms.length), toTheMinimumCpuSeconds: minima.cpuSeconds, bySteps };
}

/** Least processor time of an evaluation, ms. */
async function cpuMs(model: EnergyModel, structure: Structure): Promise<number> {
  let least = Infinity;
  for (let repetition = 0; repetition < 6; repetition++) {
    const before = process.cpuUsage();
    await model.evaluate(packStructures([structure]));
    const { user, system } = process.cpuUsage(before);
    // the first is to warm up
    if (repetition > 0) least = Math.min(least, (user + system) / 1000);
  }
  return round3(least);
}

async function deviations(model: EnergyModel, structure: Structure, original: PeerAnswer) {
  const { energies, forces } = await model.evaluate(packStructures([structure]));
  const force = forces.reduce((most, f, k) => Math.max(most, Math.abs(f - (original.forces[k] as number))), 0);
  return {
    energyDeviationPerAtom: Number(Math.abs((energies[0] as number) / structure.atomicNumbers.length - original.energyPerAtom).toExponential(1)),
    forceDeviation: Number(force.toExponential(1)),
  };
}

function samplesOf(crystals: readonly GoldenCrystal[]): GoldenCrystal[] {
  const ten = crystalOfSize(crystals, 10);
  return [...SIZES.map((size) => crystalOfSize(crystals, size)), { name: `${ten.name}, 5 × 2 × 1 cells`, structure: makeSupercell(ten.structure, [[5, 0, 0], [0, 2, 0], [0, 0, 1]]) }]; // prettier-ignore
}

const round3 = (x: number): number => Number(x.toPrecision(3));
