import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { StabilityRegion } from '@kessho/core/energy/convex-hull/chemical-potential-ranges';
import { computeStabilityRegions } from '@kessho/core/energy/convex-hull/chemical-potential-ranges';
import { computeFacets } from '@kessho/core/energy/convex-hull/facets';
import { openEntries } from '@kessho/core/energy/convex-hull/grand-canonical';
import type { PhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { computePhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { computeTieLines } from '@kessho/core/energy/convex-hull/tie-lines';
import { askPythonPeer } from '../python-peer.js';
import type { PeerAnswer } from './compare.js';
import { compare } from './compare.js';
import type { System } from './systems.js';
import { goldenSystems, openedTo, systemFromEntries, systemFromRecords, withSubsystems } from './systems.js';

const OPTIONS = {
  entries: { type: 'string' },
  records: { type: 'string', multiple: true },
  system: { type: 'string' },
  rounds: { type: 'string', default: '20' },
  out: { type: 'string' },
} as const;

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const rounds = Number(values.rounds);
  const systems = chooseSystems(values);
  const input = systems.map(({ entries, open }) => ({
    entries: entries.map(({ composition: { atomicNumbers, counts }, energyPerAtom }) => [atomicNumbers, counts, energyPerAtom]),
    open: Object.fromEntries(open.map(({ atomicNumber, chemicalPotential }) => [atomicNumber, chemicalPotential])),
    rounds,
  }));
  const answers = await askPythonPeer<readonly PeerAnswer[]>('hull/peer.py', input, 1);
  const rows = systems.map((system, k) => {
    const ours = solve(system, rounds);
    const peer = answers[k] as PeerAnswer;
    return {
      system: system.name,
      entries: system.entries.length,
      stable: ours.diagram.stable.length,
      facets: ours.facets,
      ourMs: round(1000 * ours.seconds),
      peerMs: round(1000 * peer.seconds),
      timesFaster: round(peer.seconds / ours.seconds),
      ourRegionsMs: round(1000 * ours.regionSeconds),
      peerRegionsMs: round(1000 * peer.regionSeconds),
      largestDifferences: compare(ours.diagram, ours.regions, ours.placeOf, peer),
    };
  });
  const report = {
    date: new Date().toISOString(),
    command: `npm run benchmark -- hull ${argv.map((word) => basename(word)).join(' ')}`.trim(),
    hardware: `${cpus()[0]?.model ?? 'unknown CPU'}, one thread, processor time`,
    rows,
  };
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
}

function chooseSystems({
  entries,
  records,
  system,
}: {
  readonly entries?: string | undefined;
  readonly records?: string[] | undefined;
  readonly system?: string | undefined;
}): System[] {
  if (entries !== undefined) {
    const whole = systemFromEntries(entries);
    return [...withSubsystems(whole), ...openedTo(whole)];
  }
  if (records !== undefined) {
    if (system === undefined) throw new Error('--records needs --system, as Li-Fe-O');
    const whole = systemFromRecords(records, system);
    return [whole, ...openedTo(whole)];
  }
  return goldenSystems();
}

interface Solved {
  /** Placing all entries: formation energy, energy above hull, decomposition, reaction energy. */
  readonly seconds: number;
  /** Facets, tie-lines and stability regions, after that. */
  readonly regionSeconds: number;
  readonly diagram: PhaseDiagram;
  readonly facets: number;
  readonly regions: readonly StabilityRegion[];
  readonly placeOf: readonly number[];
}

function solve({ entries, open }: System, rounds: number): Solved {
  const place = (): PhaseDiagram => computePhaseDiagram(openEntries(entries, open));
  const seconds = fastest(rounds, place);
  const diagram = place();
  const trace = (): { facets: number; regions: StabilityRegion[] } => {
    const facets = computeFacets(diagram);
    computeTieLines(diagram, facets);
    return { facets: facets.length, regions: computeStabilityRegions(diagram, facets) };
  };
  const placeOf = entries.flatMap(({ composition }, i) =>
    composition.atomicNumbers.every((z) => open.some(({ atomicNumber }) => atomicNumber === z)) ? [] : [i],
  );
  return { seconds, regionSeconds: fastest(rounds, trace), diagram, ...trace(), placeOf };
}

/** Processor seconds of the best round: other programs on the machine hardly change them. */
function fastest(rounds: number, work: () => unknown): number {
  let seconds = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  return seconds;
}

const round = (value: number): number => Number(value.toPrecision(3));
