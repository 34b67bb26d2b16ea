import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Structure } from '@kessho/core/crystal/structure';
import { symbolOf } from '@kessho/core/elements/elements';
import { readRecord } from '@kessho/core/formats/records/read-record';

/** A crystal of the files. */
export interface KnownCrystal {
  readonly id: string;
  readonly structure: Structure;
}

/** All compounds of each system in the Materials Project files of a folder. @param systems atomic numbers */
export function readSystems(folder: string, systems: readonly (readonly number[])[]): KnownCrystal[][] {
  const symbols = systems.map((elements) => new Set(elements.map(symbolOf)));
  const found: KnownCrystal[][] = systems.map(() => []);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort())
    for (const line of gunzipSync(readFileSync(join(folder, file)))
      .toString('utf8')
      .split('\n')) {
      const own = /"formula":\s*"([^"]+)"/.exec(line)?.[1]?.match(/[A-Z][a-z]?/g) ?? [];
      if (own.length < 2) continue;
      const places = symbols.flatMap((system, place) => (own.every((symbol) => system.has(symbol)) ? [place] : []));
      if (places.length === 0) continue;
      const [record] = readRecord(line, 'json', { correctionScheme: null, functional: null });
      if (record?.structure == null) continue;
      for (const place of places) found[place]?.push({ id: record.sourceId ?? '', structure: record.structure });
    }
  return found;
}
