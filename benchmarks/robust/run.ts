import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import { geometryTests } from '@kessho/core/prediction/screening/geometry-tests';
import { shortestPairRatio } from '@kessho/core/prediction/screening/shortest-pair-ratio';
import { STOP_REASONS, type RelaxationResult } from '@kessho/core/prediction/stage-types';
import { isSound } from '@kessho/core/prediction/stop-reasons';
import { loadReferenceSet, type LoadedReferenceSet } from '@kessho/models/reference/load-reference-set';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { makeStart, START_KINDS, type Start } from './make-starts.js';

/** As the first pass of a prediction. */
const OPTIONS = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;
const AT_ONCE = 48;
/** eV/atom above the hull. */
const DEPTHS = [-0.1, -0.3, -0.5, -1] as const;
/** Of the sum of two covalent radii; what the geometry tests of a start ask for. */
const CLOSE = 0.5;
/** eV/atom; what the relaxation notes where the model gave no number. */
const NO_NUMBER = 1e290;
const LOWEST = 100;

/** A start with what became of it. */
interface End {
  readonly start: Start;
  readonly isScreenedOut: boolean;
  readonly result: RelaxationResult;
  readonly energyAboveHull: number;
  readonly pairRatio: number;
}

/** `npm run benchmark -- robust`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      starts: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      lowest: { type: 'string' },
    },
  });
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const model = await createOnnxEnergyModel(directory, { threads: 1 });
  const references = loadReferenceSet(model.id);
  const elements = [...model.elements].sort((a, b) => a - b);
  const { knowledge } = await loadSearchKnowledge(elements, { directory, threads: 1 });
  const ends: End[] = [];
  const before = process.cpuUsage();
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const describe = () => ({
    command: `npm run benchmark -- robust --starts ${values.starts} --minutes ${values.minutes} --seed ${values.seed}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}; Node ${process.versions.node}`,
    loadAverage: Number((loadavg()[0] ?? 0).toPrecision(3)),
    model: model.id,
    cpuSeconds: Math.round(cpuSeconds()),
    evaluations: ends.reduce((sum, { result }) => sum + result.steps + 1, 0),
    all: summarize(ends),
    admitted: summarize(ends.filter(({ isScreenedOut }) => !isScreenedOut)),
    byKind: Object.fromEntries(START_KINDS.map((kind) => [kind, summarize(ends.filter(({ start }) => start.kind === kind))])),
  });
  while (ends.length < Number(values.starts) && cpuSeconds() < 60 * Number(values.minutes)) {
    const count = Math.min(AT_ONCE, Number(values.starts) - ends.length);
    const starts = Array.from({ length: count }, (_, k) => makeStart(values.seed, ends.length + k, elements, knowledge));
    ends.push(...(await relaxAll(starts, model, references, knowledge.volumePerAtomOf)));
    process.stderr.write(`${ends.length} starts, ${cpuSeconds().toFixed(0)} s of processor time\n`);
    // so that a run that is stopped leaves what it found
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(describe(), null, 2)}\n`);
    if (values.lowest !== undefined) writeFileSync(values.lowest, linesOfLowest(ends));
  }
  await model.dispose();
  process.stdout.write(`${JSON.stringify(describe(), null, 2)}\n`);
}

async function relaxAll(
  starts: readonly Start[],
  model: EnergyModel,
  references: LoadedReferenceSet,
  volumePerAtomOf: (composition: Start['composition']) => number,
): Promise<End[]> {
  const structures = starts.map(({ structure }) => structure);
  const results = await relaxStructures(structures, { model }, OPTIONS);
  return starts.map((start, k) => {
    const result = results[k] as RelaxationResult;
    const entries = references.entriesOf(start.composition.atomicNumbers);
    return {
      start,
      isScreenedOut: geometryTests(start.structure, volumePerAtomOf(start.composition)).some(({ passed }) => !passed),
      result,
      energyAboveHull: computeEnergyAboveHull(start.composition, result.energyPerAtom, entries).energyAboveHull,
      pairRatio: shortestPairRatio(result.structure),
    };
  });
}

function summarize(ends: readonly End[]) {
  const sound = ends.filter(({ result }) => isSound(result));
  return {
    starts: ends.length,
    stopReasons: Object.fromEntries(
      STOP_REASONS.map((reason) => [reason, ends.filter(({ result }) => result.stopReason === reason).length] as const).filter(
        ([, count]) => count > 0,
      ),
    ),
    metNotANumber: ends.filter(({ result }) => result.trajectory.energiesPerAtom.some((energy) => !(Math.abs(energy) < NO_NUMBER))).length,
    sound: {
      count: sound.length,
      belowHull: Object.fromEntries(
        DEPTHS.map((depth) => [`${depth} eV/atom`, sound.filter(({ energyAboveHull }) => energyAboveHull < depth).length]),
      ),
      lowestAboveHull: Math.min(...sound.map(({ energyAboveHull }) => energyAboveHull)),
      closeContacts: sound.filter(({ pairRatio }) => pairRatio < CLOSE).length,
      belowHullWithCloseContacts: sound.filter(({ pairRatio, energyAboveHull }) => pairRatio < CLOSE && energyAboveHull < 0).length,
      shortestPairRatio: Math.min(...sound.map(({ pairRatio }) => pairRatio)),
    },
  };
}

/** What another potential should look at: the sound ends that are lowest against the hull, as lines of JSON. */
const linesOfLowest = (ends: readonly End[]): string =>
  ends
    .filter(({ result }) => isSound(result))
    .sort((a, b) => a.energyAboveHull - b.energyAboveHull)
    .slice(0, LOWEST)
    .map(({ start, isScreenedOut, result: { structure, energyPerAtom, stopReason, steps }, energyAboveHull, pairRatio }) => ({
      formula: reducedFormula(start.composition),
      kind: start.kind,
      isScreenedOut,
      stopReason,
      steps,
      energyPerAtom,
      energyAboveHull,
      pairRatio,
      lattice: structure.lattice.vectors,
      atomicNumbers: structure.atomicNumbers,
      fracCoords: structure.fracCoords,
    }))
    .map((end) => `${JSON.stringify(end)}\n`)
    .join('');
