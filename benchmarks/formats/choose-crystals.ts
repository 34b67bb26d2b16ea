import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Structure } from '@kessho/core/crystal/structure';
import { readRecord } from '@kessho/core/formats/records/read-record';

export interface ChosenCrystal {
  readonly id: string;
  /** By the data's label. */
  readonly spaceGroup: number;
  readonly structure: Structure;
}

/** Lines by their space group, in the order of the files; larger cells are left out. */
function linesByGroup(folder: string, maxAtoms: number): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()) {
    for (const line of gunzipSync(readFileSync(join(folder, file)))
      .toString('utf8')
      .split('\n')) {
      const [, group] = /"spacegroup":\s*(\d+)/.exec(line) ?? [];
      const [, nsites] = /"nsites":\s*(\d+)/.exec(line) ?? [];
      if (group === undefined || nsites === undefined || Number(nsites) > maxAtoms) continue;
      groups.set(Number(group), [...(groups.get(Number(group)) ?? []).slice(0, MOST_OF_A_GROUP), line].slice(0, MOST_OF_A_GROUP));
    }
  }
  return groups;
}

/** Far more than an equal share of any group. */
const MOST_OF_A_GROUP = 200;

/** One crystal of each group in turn until there are `count`. */
export function chooseCrystals(folder: string, count: number, maxAtoms: number): ChosenCrystal[] {
  const groups = [...linesByGroup(folder, maxAtoms)].sort(([p], [q]) => p - q);
  const chosen: ChosenCrystal[] = [];
  for (let turn = 0; turn < MOST_OF_A_GROUP && chosen.length < count; turn++) {
    for (const [spaceGroup, lines] of groups) {
      const line = lines[turn];
      if (line === undefined || chosen.length >= count) continue;
      const [record] = readRecord(line, 'json', { correctionScheme: null, functional: null });
      if (record?.structure != null) chosen.push({ id: record.sourceId ?? '', spaceGroup, structure: record.structure });
    }
  }
  return chosen;
}
