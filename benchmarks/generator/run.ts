import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Composition } from '@kessho/core/composition/composition';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { symbolOf } from '@kessho/core/elements/elements';
import { forkRng } from '@kessho/core/numerics/rng';
import { generateSymmetricCrystals, type SymmetricCrystal } from '@kessho/core/prediction/generation/symmetric/generate-symmetric-crystals';
import type { GeometryModel } from '@kessho/core/prediction/generation/symmetric/geometry-model';
import { centering } from '@kessho/core/symmetry/centering';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { operationsOf } from '@kessho/core/symmetry/operations-of';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { loadGeometry } from '@kessho/models/symmetry/load-geometry';
import { measureAllGroups } from './all-groups.js';
import { measureCoverage } from './coverage.js';
import { askPythonPeer } from '../python-peer.js';

/** The repository, from the compiled file in benchmarks/dist/generator. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Pair {
  readonly formula: string;
  readonly spaceGroup: number;
  /** In the primitive cell. */
  readonly formulaUnits: number;
  /** Å³, of the known crystal. */
  readonly volumePerAtom: number;
}

const PAIRS: readonly Pair[] = [
  { formula: 'BaTiO3', spaceGroup: 221, formulaUnits: 1, volumePerAtom: 12.9 },
  { formula: 'BaTiO3', spaceGroup: 99, formulaUnits: 1, volumePerAtom: 12.9 },
  { formula: 'TiO2', spaceGroup: 136, formulaUnits: 2, volumePerAtom: 10.5 },
  { formula: 'SiO2', spaceGroup: 154, formulaUnits: 3, volumePerAtom: 12.6 },
  { formula: 'MgAl2O4', spaceGroup: 227, formulaUnits: 2, volumePerAtom: 9.4 },
  { formula: 'LiMnPO4', spaceGroup: 62, formulaUnits: 4, volumePerAtom: 10.8 },
  { formula: 'Ca3Al2Si3O12', spaceGroup: 14, formulaUnits: 2, volumePerAtom: 10.6 },
  { formula: 'Al2O3', spaceGroup: 15, formulaUnits: 10, volumePerAtom: 8.7 },
];

/** Crystals for each call of the generator. */
const PORTION = 500;
const CHECKED = 100;

interface PeerAnswer {
  readonly version: string;
  readonly answers: readonly { readonly crystals: number; readonly calls: number; readonly seconds: number }[];
}

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      coverage: { type: 'boolean', default: false },
      formulas: { type: 'string', default: `${ROOT}training/held-out-formulas.txt` },
      crystals: { type: 'string', default: '40' },
      draws: { type: 'string', default: '500' },
      'least-free': { type: 'string', default: '1' },
      'most-free': { type: 'string', default: '6' },
      'all-groups': { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds must be positive, got ${values.seconds}`);
  loadSymmetryEngineFromPackage();
  const geometry = loadGeometry();
  if (values.coverage) {
    const { formulas, crystals, draws, seed } = values;
    return write(
      argv,
      values.out,
      measureCoverage(
        {
          formulas,
          crystals: Number(crystals),
          draws: Number(draws),
          leastFree: Number(values['least-free']),
          mostFree: Number(values['most-free']),
          seed,
        },
        geometry,
      ),
    );
  }
  if (values['all-groups']) {
    const sizes = [
      { atoms: 5, required: 10_000 },
      { atoms: 50, required: 1_000 },
    ];
    return write(argv, values.out, { sizes: sizes.map(({ atoms, required }) => measureAllGroups(atoms, required, seconds, values.seed, geometry)) });
  }
  const compositions = PAIRS.map(({ formula }) => reduceComposition(parseFormula(formula)));
  const ours = PAIRS.map((pair, k) => measure(pair, compositions[k] as Composition, values.seed, seconds, geometry));
  const peer = await askPythonPeer<PeerAnswer>(
    'generator/peer.py',
    {
      seconds,
      seed: Number(values.seed),
      pairs: PAIRS.map(({ spaceGroup, formulaUnits }, k) => ({
        spaceGroup,
        symbols: compositions[k]?.atomicNumbers.map(symbolOf),
        counts: compositions[k]?.counts.map((n) => n * formulaUnits),
      })),
    },
    1,
  );
  const rows = PAIRS.map(({ formula, spaceGroup }, k) => {
    const own = ours[k] as Measurement;
    const other = peer.answers[k] as PeerAnswer['answers'][number];
    const peerPerSecond = other.crystals / other.seconds;
    return {
      formula,
      spaceGroup,
      atoms: own.atoms,
      perSecond: round(own.perSecond),
      latticesPerCrystal: round(own.tries / own.crystals),
      groupContained: `${own.contained}/${own.checked}`,
      peerPerSecond: round(peerPerSecond),
      peerCalls: other.calls,
      peerCrystals: other.crystals,
      timesFaster: peerPerSecond > 0 ? round(own.perSecond / peerPerSecond) : null,
    };
  });
  write(argv, values.out, { peer: `PyXtal ${peer.version}`, rows });
}

function write(argv: readonly string[], out: string | undefined, results: object): void {
  const report = {
    date: new Date().toISOString(),
    command: `npm run benchmark -- generator ${argv.join(' ')}`.trim(),
    hardware: `${cpus()[0]?.model ?? 'unknown CPU'}, one core`,
    node: process.version,
    ...results,
  };
  const text = `${JSON.stringify(report, null, 1)}\n`;
  if (out !== undefined) writeFileSync(out, text);
  process.stdout.write(text);
}

interface Measurement {
  readonly atoms: number;
  readonly crystals: number;
  readonly tries: number;
  readonly perSecond: number;
  readonly checked: number;
  readonly contained: number;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function measure(
  { spaceGroup, formulaUnits, volumePerAtom }: Pair,
  composition: Composition,
  seed: string,
  seconds: number,
  geometry: GeometryModel,
): Measurement {
  const generate = (portion: number) =>
    generateSymmetricCrystals({
      composition,
      formulaUnits,
      spaceGroup,
      assignments: null,
      letterWeights: null,
      volumePerAtom,
      count: PORTION,
      geometry,
      rng: forkRng(seed, 'generator-benchmark', spaceGroup, portion),
    });
  // Loads the tables and warms the compiler up, as imports and a first call do for the peer.
  let first: readonly SymmetricCrystal[] = generate(-1).crystals;
  let [crystals, tries] = [0, 0];
  const start = cpuSeconds();
  let spent = 0;
  for (let portion = 0; spent < seconds; portion++) {
    const report = generate(portion);
    crystals += report.crystals.length;
    tries += report.tries;
    if (portion === 0) first = report.crystals;
    spent = cpuSeconds() - start;
  }
  const checked = first.slice(0, CHECKED);
  const order = operationsOf(spaceGroup).length / centering(spaceGroup).latticePoints.length;
  const contained = checked.filter(({ structure }) => findSymmetry(structure, 1e-3).operations.length % order === 0).length;
  const atoms = composition.counts.reduce((sum, n) => sum + n, 0) * formulaUnits;
  return { atoms, crystals, tries, perSecond: crystals / spent, checked: checked.length, contained };
}

const round = (value: number): number => Number(value.toPrecision(3));
