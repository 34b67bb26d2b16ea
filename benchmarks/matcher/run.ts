import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLattice } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import type { StructureMatch } from '@kessho/core/matching/match-structures';
import { isSameStructure, matchStructures } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { median } from '../statistics.js';
import type { CrystalPair } from './make-pairs.js';
import { makePairs } from './make-pairs.js';

/** The repository, from the compiled file in benchmarks/dist/matcher. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Largest difference of two rms or largest distances that is called the same. */
const SAME_DISTANCE = 1e-4;

interface PeerVerdict {
  readonly fit: boolean;
  readonly rms: readonly [number, number] | null;
  readonly fitMs: number;
  readonly rmsMs: number;
}

interface OwnVerdict {
  readonly fit: boolean;
  readonly match: StructureMatch;
  readonly fitMs: number;
  readonly rmsMs: number;
}

/** `npm run benchmark -- matcher`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { pairs: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
  });
  const { crystals, polymorphs } = readCrystals();
  const pairs = makePairs(Number(values.pairs), values.seed, crystals, polymorphs);
  const own = pairs.map(compare); // the first pass compiles
  const measured = pairs.map(compare);
  const peer = runPeer(pairs);
  const report = {
    command: `npm run benchmark -- matcher --pairs ${values.pairs} --seed ${values.seed}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core, Node ${process.versions.node}`,
    codeVersion: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    peer: peer.version,
    pairs: pairs.length,
    fitting: peer.verdicts.filter(({ fit }) => fit).length,
    disagreements: pairs.flatMap((pair, k) => describeDisagreement(k, pair, own[k] as OwnVerdict, peer.verdicts[k] as PeerVerdict)),
    fit: compareTimes(
      measured.map(({ fitMs }) => fitMs),
      peer.verdicts.map(({ fitMs }) => fitMs),
    ),
    rms: compareTimes(
      measured.map(({ rmsMs }) => rmsMs),
      peer.verdicts.map(({ rmsMs }) => rmsMs),
    ),
    bySize: [
      [2, 10],
      [11, 20],
      [21, 40],
      [41, 100],
    ].map(([low, high]) => {
      const chosen = pairs.flatMap(({ a, b }, k) => {
        const size = Math.max(a.atomicNumbers.length, b.atomicNumbers.length);
        return size >= (low as number) && size <= (high as number) ? [k] : [];
      });
      const times = (of: (k: number) => number): number[] => chosen.map(of);
      return {
        atoms: [low, high],
        pairs: chosen.length,
        fit: compareTimes(
          times((k) => (measured[k] as OwnVerdict).fitMs),
          times((k) => (peer.verdicts[k] as PeerVerdict).fitMs),
        ),
        rms: compareTimes(
          times((k) => (measured[k] as OwnVerdict).rmsMs),
          times((k) => (peer.verdicts[k] as PeerVerdict).rmsMs),
        ),
      };
    }),
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (values.out !== undefined) writeFileSync(values.out, text);
  process.stdout.write(text);
}

/** Both verdicts from the raw structures, each with its own reduction. */
function compare({ a, b }: CrystalPair): OwnVerdict {
  const start = processorMs();
  const fit = isSameStructure(prepareForMatching(a), prepareForMatching(b));
  const fitted = processorMs();
  const match = matchStructures(prepareForMatching(a), prepareForMatching(b));
  return { fit, match, fitMs: fitted - start, rmsMs: processorMs() - fitted };
}

/** Processor time of this process with all its threads, so that whatever else runs on the machine counts for neither program. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function runPeer(pairs: readonly CrystalPair[]): { readonly version: string; readonly verdicts: readonly PeerVerdict[] } {
  const python = process.env['PEERS_PYTHON'] ?? join(ROOT, '.peers/venv/bin/python');
  if (!existsSync(python)) throw new Error(`No Python with pymatgen at ${python}: run benchmarks/peers/install.sh, or set PEERS_PYTHON`);
  const folder = mkdtempSync(join(tmpdir(), 'kessho-matcher-'));
  try {
    const [input, output] = [join(folder, 'pairs.json'), join(folder, 'verdicts.json')];
    const plain = ({ lattice, atomicNumbers, fracCoords }: Structure) => ({
      lattice: lattice.vectors.flat(),
      atomicNumbers,
      fracCoords: fracCoords.flat(),
    });
    writeFileSync(input, JSON.stringify(pairs.map(({ a, b }) => ({ a: plain(a), b: plain(b) }))));
    execFileSync(python, ['-W', 'ignore', join(ROOT, 'benchmarks/matcher/peer.py'), input, output], {
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      stdio: 'inherit',
    });
    return JSON.parse(readFileSync(output, 'utf8')) as ReturnType<typeof runPeer>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function describeDisagreement(index: number, { kind, a, b }: CrystalPair, own: OwnVerdict, peer: PeerVerdict): object[] {
  const { rms, maxDistance, matches } = own.match;
  const sameRms =
    rms === null || maxDistance === null || peer.rms === null
      ? rms === null && peer.rms === null
      : Math.abs(rms - peer.rms[0]) < SAME_DISTANCE && Math.abs(maxDistance - peer.rms[1]) < SAME_DISTANCE;
  if (own.fit === peer.fit && matches === peer.fit && sameRms) return [];
  return [
    {
      index,
      kind,
      atoms: [a.atomicNumbers.length, b.atomicNumbers.length],
      own: { fit: own.fit, rms, maxDistance },
      peer: { fit: peer.fit, rms: peer.rms },
    },
  ];
}

function compareTimes(own: readonly number[], peer: readonly number[]): object | null {
  if (own.length === 0) return null;
  const sum = (times: readonly number[]): number => times.reduce((total, time) => total + time, 0);
  const rounded = (x: number): number => Number(x.toPrecision(4));
  return {
    seconds: rounded(sum(own) / 1000),
    peerSeconds: rounded(sum(peer) / 1000),
    timesFaster: rounded(sum(peer) / sum(own)),
    medianTimesFaster: rounded(median(peer.map((time, k) => time / Math.max(own[k] as number, 1e-3)))),
  };
}

interface GoldenCrystal {
  readonly lattice: readonly number[];
  readonly species: readonly (readonly [number, number])[];
  readonly frac: readonly number[];
}

function readCrystals(): { readonly crystals: readonly Structure[]; readonly polymorphs: readonly (readonly [Structure, Structure])[] } {
  const file = join(ROOT, 'packages/core/test/golden/matching/reference.json');
  const { pairs } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly pairs: readonly { readonly kind: string; readonly a: GoldenCrystal; readonly b: GoldenCrystal }[];
  };
  const read = ({ lattice, species, frac }: GoldenCrystal): Structure => {
    const row = (values: readonly number[], k: number): Vec3 => values.slice(3 * k, 3 * k + 3) as unknown as Vec3;
    const atomicNumbers = species.flatMap(([z, count]) => Array.from({ length: count }, () => z));
    const positions = atomicNumbers.map((_, site) => row(frac, site).map((x) => x / 1e5) as unknown as Vec3);
    return createStructure(createLattice([row(lattice, 0), row(lattice, 1), row(lattice, 2)]), atomicNumbers, positions);
  };
  return {
    crystals: pairs.map(({ a }) => read(a)),
    polymorphs: pairs.filter(({ kind }) => kind === 'polymorphs').map(({ a, b }) => [read(a), read(b)] as const),
  };
}
