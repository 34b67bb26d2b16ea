import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createStructure } from '@kessho/core/crystal/structure';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { askPythonPeer } from '../python-peer.js';
import { median } from '../statistics.js';

interface Start {
  readonly kind: 'rattled' | 'replaced';
  readonly numbers: readonly number[];
  readonly lattice: Mat3;
  readonly fracCoords: readonly Vec3[];
}

interface Outcome {
  readonly evaluations: number;
  readonly converged: boolean;
  readonly energyPerAtom: number;
}

/** Wall time, and time of the processor, which other work on the machine changes less. */
interface Timed {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const OPTIONS = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 500, symmetry: 'free' } as const;

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { out: { type: 'string' }, limit: { type: 'string' }, threads: { type: 'string', default: '1' } },
  });
  const threads = Number(values.threads);
  const file = JSON.parse(readFileSync(new URL('../../relaxation/starts.json', import.meta.url), 'utf8')) as { readonly starts: readonly Start[] };
  const starts = file.starts.slice(0, values.limit === undefined ? undefined : Number(values.limit));
  const model = await createOnnxEnergyModel(modelDirectory('energy', 'chgnet', '0.3.0'), { threads });
  await relax(model, starts.slice(0, 1), 1);

  const ours = await relax(model, starts, 32);
  const oneByOne = await relax(model, starts, 1);
  const rows = [
    { program: 'Kessho, batched', ...summarize(ours, ours.outcomes, ours.outcomes) },
    { program: 'Kessho, one by one', ...summarize(oneByOne, oneByOne.outcomes, ours.outcomes) },
  ];
  for (const optimizer of ['fire', 'lbfgs']) {
    const outcomes = await askPythonPeer<readonly (Outcome & Timed)[]>('relaxation/peer.py', { optimizer, threads, starts }, threads);
    const total = { seconds: 0, cpuSeconds: 0 };
    for (const { seconds, cpuSeconds } of outcomes) {
      total.seconds += seconds;
      total.cpuSeconds += cpuSeconds;
    }
    rows.push({ program: `ASE ${optimizer.toUpperCase()} + CHGNet`, ...summarize(total, outcomes, ours.outcomes) });
  }
  const report = {
    date: new Date().toISOString(),
    command: `npm run benchmark -- relaxation ${argv.join(' ')}`.trim(),
    hardware: `${cpus()[0]?.model ?? 'unknown CPU'}, threads: ${threads}`,
    model: model.id,
    structures: starts.length,
    rows: rows.map((row) => ({ ...row, timesOurSeconds: round(row.seconds / ours.seconds), timesOurCpuSeconds: round(row.cpuSeconds / ours.cpuSeconds) })),
  };
  await model.dispose();
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
}

async function relax(model: EnergyModel, starts: readonly Start[], maxBatchStructures: number): Promise<Timed & { outcomes: readonly Outcome[] }> {
  const structures = starts.map(({ numbers, lattice, fracCoords }) => createStructure({ vectors: lattice }, numbers, fracCoords));
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const results = await relaxStructures(structures, { model }, { ...OPTIONS, maxBatchStructures });
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: cpuSecondsSince(cpuBefore),
    outcomes: results.map(({ steps, stopReason, energyPerAtom }) => ({ evaluations: steps + 1, converged: stopReason === 'converged', energyPerAtom })),
  };
}

/** @param reference whose final energies the differences are taken from */
function summarize({ seconds, cpuSeconds }: Timed, outcomes: readonly Outcome[], reference: readonly Outcome[]) {
  const differences = outcomes.map(({ energyPerAtom }, k) => 1000 * (energyPerAtom - (reference[k] as Outcome).energyPerAtom));
  const evaluations = outcomes.map((outcome) => outcome.evaluations);
  return {
    seconds: round(seconds),
    cpuSeconds: round(cpuSeconds),
    medianEvaluations: median(evaluations),
    evaluations: evaluations.reduce((sum, count) => sum + count, 0),
    converged: outcomes.filter(({ converged }) => converged).length,
    medianEnergyOverOursMeV: round(median(differences)),
    higherByMoreThan1MeV: differences.filter((difference) => difference > 1).length,
    lowerByMoreThan1MeV: differences.filter((difference) => difference < -1).length,
  };
}

function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const round = (value: number): number => Number(value.toPrecision(3));
