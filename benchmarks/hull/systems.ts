import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { compositionFromCounts } from '@kessho/core/composition/create-composition';
import { atomCount } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomicNumberOf, symbolOf } from '@kessho/core/elements/elements';
import type { OpenElement } from '@kessho/core/energy/convex-hull/grand-canonical';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { readPymatgenEntries } from '@kessho/core/formats/pymatgen-json/read-pymatgen-entries';

/** What both programs are given. */
export interface System {
  readonly name: string;
  readonly entries: readonly HullEntry[];
  readonly open: readonly OpenElement[];
}

interface GoldenFile {
  readonly systems: readonly {
    readonly name: string;
    readonly records: readonly (readonly [string, string, readonly number[], readonly number[], number])[];
  }[];
}

const GOLDEN = new URL('../../../packages/core/test/golden/energy/hulls.json', import.meta.url);

/** The systems of the golden values. */
export const goldenSystems = (): System[] =>
  (JSON.parse(readFileSync(GOLDEN, 'utf8')) as GoldenFile).systems.map(({ name, records }) => ({
    name,
    entries: records.map(([id, formula, atomicNumbers, counts, energyPerAtom]): HullEntry => ({
      id,
      formula,
      composition: { atomicNumbers, counts },
      energyPerAtom,
    })),
    open: [],
  }));

/** Entries of pymatgen, plain or packed by gzip. */
export function systemFromEntries(file: string): System {
  const entries = readPymatgenEntries(textOf(file)).map(({ entryId, composition, energy }, i): HullEntry => ({
    id: entryId ?? `entry-${i}`,
    formula: reducedFormula(composition),
    composition,
    energyPerAtom: energy / atomCount(composition),
  }));
  return { name: elementsOf(entries).map(symbolOf).join('-'), entries, open: [] };
}

/** Crystals with a formation energy of the 2021 corrections, one a line; the elements are at 0. */
export function systemFromRecords(files: readonly string[], system: string): System {
  const elements = system.split('-').map((symbol) => atomicNumberOf(symbol) ?? 0);
  const entries = elements.map((z): HullEntry => ({
    id: symbolOf(z),
    formula: symbolOf(z),
    composition: { atomicNumbers: [z], counts: [1] },
    energyPerAtom: 0,
  }));
  for (const line of files.flatMap((file) => textOf(file).split('\n'))) {
    if (line === '') continue;
    const { id, species, e_form_2021: energyPerAtom } = JSON.parse(line) as { id: string; species: [string, number][]; e_form_2021?: number };
    const counts = new Map<number, number>();
    for (const [symbol, count] of species) counts.set(atomicNumberOf(symbol) ?? 0, (counts.get(atomicNumberOf(symbol) ?? 0) ?? 0) + count);
    if (energyPerAtom === undefined || counts.size < 2 || ![...counts.keys()].every((z) => elements.includes(z))) continue;
    const composition = compositionFromCounts(counts);
    entries.push({ id, formula: reducedFormula(composition), composition, energyPerAtom });
  }
  return { name: system, entries, open: [] };
}

/** The system and all it contains: every set of its elements. */
export function withSubsystems({ entries, open }: System): System[] {
  const elements = elementsOf(entries);
  return Array.from({ length: 2 ** elements.length - 1 }, (_, k) => elements.filter((_z, bit) => (((k + 1) >> bit) & 1) === 1)).map((chosen) => ({
    name: chosen.map(symbolOf).join('-'),
    entries: entries.filter(({ composition }) => composition.atomicNumbers.every((z) => chosen.includes(z))),
    open,
  }));
}

/** The system open to each of its elements, at the energy of the reference and 1 eV below. */
export function openedTo({ name, entries }: System): System[] {
  return elementsOf(entries).flatMap((z) =>
    [0, 1].map((below) => {
      const reference = Math.min(
        ...entries.filter(({ composition }) => composition.atomicNumbers.join() === String(z)).map(({ energyPerAtom }) => energyPerAtom),
      );
      return { name: `${name} open to ${symbolOf(z)}, ${-below} eV`, entries, open: [{ atomicNumber: z, chemicalPotential: reference - below }] };
    }),
  );
}

const elementsOf = (entries: readonly HullEntry[]): number[] =>
  [...new Set(entries.flatMap(({ composition }) => composition.atomicNumbers))].sort((a, b) => a - b);

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
