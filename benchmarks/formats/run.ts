import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cellParameters } from '@kessho/core/crystal/lattice';
import { readCif } from '@kessho/core/formats/cif/read-cif';
import { writeSymmetrizedCif } from '@kessho/core/formats/cif/write-cif';
import { findSymmetry, type SymmetryDataset } from '@kessho/core/symmetry/find-symmetry';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { askPythonPeer } from '../python-peer.js';
import { type ChosenCrystal, chooseCrystals } from './choose-crystals.js';
import { type Reading, whyOtherSites } from './same-sites.js';

/** The repository, from the compiled file in benchmarks/dist/formats. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Å, of the data's labels. */
const LABEL_SYMPREC = 0.1;
/** Å, of the symmetry found in a reading. */
const READING_SYMPREC = 0.01;
/** Å; coordinates are written with ten decimals. */
const SITE_TOLERANCE = 1e-4;

/** A reading with the space groups that were found in it, or why there is none. */
type Verdict = (Reading & { readonly groups: readonly (number | null)[] }) | { readonly error: string };

interface WrittenCrystal extends ChosenCrystal {
  readonly symmetry: SymmetryDataset;
  readonly text: string;
}

/** `npm run benchmark -- formats`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      count: { type: 'string', default: '2000' },
      'max-atoms': { type: 'string', default: '60' },
      data: { type: 'string', default: `${ROOT}../shared/data/materials-project` },
      workers: { type: 'string', default: '0' },
      'cod-tools': { type: 'string', default: '230' },
      out: { type: 'string' },
    },
  });
  loadSymmetryEngineFromPackage();
  const written = chooseCrystals(values.data, Number(values.count), Number(values['max-atoms'])).map(write);
  const peers = await askPythonPeer<{ versions: object; readings: Record<string, Verdict[]> }>(
    'formats/peer.py',
    { texts: written.map(({ text }) => text), workers: Number(values.workers), codTools: Number(values['cod-tools']) },
    1,
  );
  const readings: Record<string, readonly Verdict[]> = { Kessho: written.map(({ text }) => readOurselves(text)), ...peers.readings };
  const disagreements = Object.entries(readings).flatMap(([program, verdicts]) =>
    verdicts.flatMap((verdict, k) => {
      const crystal = written[k] as WrittenCrystal;
      const why = whyOther(crystal, verdict);
      return why === null ? [] : [{ program, id: crystal.id, spaceGroup: crystal.symmetry.spaceGroup.number, why }];
    }),
  );
  const groups = new Set(written.map(({ symmetry }) => symmetry.spaceGroup.number));
  const report = {
    command: `npm run benchmark -- formats --count ${values.count} --max-atoms ${values['max-atoms']}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`,
    codeVersion: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    versions: peers.versions,
    crystals: written.length,
    spaceGroups: groups.size,
    spaceGroupsWithoutCrystal: Array.from({ length: 230 }, (_, k) => k + 1).filter((group) => !groups.has(group)),
    otherThanLabelled: written.filter(({ spaceGroup, symmetry }) => spaceGroup !== symmetry.spaceGroup.number).length,
    readings: Object.fromEntries(
      Object.entries(readings).map(([program, { length }]) => [
        program,
        { read: length, agreeing: length - disagreements.filter((one) => one.program === program).length },
      ]),
    ),
    disagreements,
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (values.out !== undefined) writeFileSync(values.out, text);
  process.stdout.write(text);
}

function write(crystal: ChosenCrystal): WrittenCrystal {
  const symmetry = findSymmetry(crystal.structure, LABEL_SYMPREC);
  return { ...crystal, symmetry, text: writeSymmetrizedCif(crystal.structure, symmetry) };
}

function readOurselves(text: string): Verdict {
  try {
    const [{ structure }] = readCif(text) as [ReturnType<typeof readCif>[number]];
    const { lattice, atomicNumbers, fracCoords } = structure;
    const groups = [findSymmetry(structure, READING_SYMPREC).spaceGroup.number];
    return { parameters: Object.values(cellParameters(lattice)) as number[], atomicNumbers, fracCoords, groups };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function whyOther({ symmetry: { standardizedCell, spaceGroup } }: WrittenCrystal, verdict: Verdict): string | null {
  if ('error' in verdict) return verdict.error;
  const why = whyOtherSites(standardizedCell, verdict, SITE_TOLERANCE);
  if (why !== null) return why;
  return verdict.groups.every((group) => group === spaceGroup.number) ? null : `space group ${verdict.groups.join(', ')}, not ${spaceGroup.number}`;
}
