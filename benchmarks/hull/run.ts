import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { askPythonPeer } from '../python-peer.js';

interface PeerAnswer {
  readonly seconds: number;
  readonly energiesAboveHull: readonly number[];
}

interface SystemFile {
  readonly systems: readonly { readonly name: string; readonly records: readonly (readonly [string, string, readonly number[], readonly number[], number])[] }[];
}

const ROUNDS = 5;
const SYSTEMS = new URL('../../../packages/core/test/golden/energy/hulls.json', import.meta.url);

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { out: { type: 'string' } } });
  const systems = (JSON.parse(readFileSync(SYSTEMS, 'utf8')) as SystemFile).systems.map(({ name, records }) => ({
    name,
    entries: records.map(([id, formula, atomicNumbers, counts, energyPerAtom]): HullEntry => ({ id, formula, composition: { atomicNumbers, counts }, energyPerAtom })),
  }));
  const input = systems.map(({ entries }) => entries.map(({ composition: { atomicNumbers, counts }, energyPerAtom }) => [atomicNumbers, counts, energyPerAtom]));
  const peer = await askPythonPeer<readonly PeerAnswer[]>('hull/peer.py', input, 1);
  const rows = systems.map(({ name, entries }, k) => {
    const ours = timeSystem(entries);
    const { seconds, energiesAboveHull } = peer[k] as PeerAnswer;
    return {
      system: name,
      entries: entries.length,
      ourMs: round(1000 * ours.seconds),
      peerMs: round(1000 * seconds),
      timesFaster: round(seconds / ours.seconds),
      largestDifference: Math.max(...ours.energiesAboveHull.map((energy, i) => Math.abs(energy - (energiesAboveHull[i] as number)))),
    };
  });
  const report = { date: new Date().toISOString(), command: `npm run benchmark -- hull ${argv.join(' ')}`.trim(), hardware: `${cpus()[0]?.model ?? 'unknown CPU'}, one thread`, rows };
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
}

function timeSystem(entries: readonly HullEntry[]): { readonly seconds: number; readonly energiesAboveHull: readonly number[] } {
  let seconds = Infinity;
  let energiesAboveHull: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    energiesAboveHull = entries.map(({ composition, energyPerAtom }) => computeEnergyAboveHull(composition, energyPerAtom, entries).energyAboveHull);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return { seconds, energiesAboveHull };
}

const round = (value: number): number => Number(value.toPrecision(3));
