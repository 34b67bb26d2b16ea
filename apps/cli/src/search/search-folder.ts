import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelId } from '@kessho/core/energy/energy-model';
import { rankedFileStem } from '@kessho/core/formats/archive/ranked-crystal';
import { writeStructure } from '@kessho/core/formats/write-structure';
import { completeRequest } from '@kessho/core/search/constraints/search-constraints';
import type { RankedPhase } from '@kessho/core/search/rank-phases';
import type { Individual, SearchState } from '@kessho/core/search/search-types';
import { UsageError } from '../usage-error.js';

/** A search as it lies in its folder. */
export interface SavedSearch {
  readonly model: ModelId;
  readonly state: SearchState;
}

const STATE = 'state.json';

/** Write the state, and the descent of all crystals as one JSON object a line; each beside and renamed, so that a kill leaves the last complete file. */
export async function saveSearch(folder: string, saved: SavedSearch): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replace(join(folder, STATE), `${JSON.stringify(saved)}\n`);
  await replace(
    join(folder, 'individuals.jsonl'),
    saved.state.individuals.map((individual) => `${JSON.stringify(descentOf(individual))}\n`).join(''),
  );
}

/** Structures are in the state and in the result. */
function descentOf({ start, outcome, ...descent }: Individual): object {
  const { structure: _structure, ...became } = outcome ?? { structure: null };
  return { ...descent, nsites: start.atomicNumbers.length, outcome: outcome === null ? null : became };
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

/** @throws {UsageError} where there is no search in the folder, or one of another format */
export async function readSearch(folder: string): Promise<SavedSearch> {
  const file = join(folder, STATE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`there is no search to go on with: ${error.message}`);
  });
  const saved = parse(text) as { readonly model?: ModelId; readonly state?: SearchState } | null;
  if (typeof saved?.model?.sha256 !== 'string' || saved.state?.format !== 1)
    throw new UsageError(`${file} is no state of a search that this version reads`);
  return { model: saved.model, state: { ...saved.state, request: completeRequest(saved.state.request) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `result.json` and a CIF for each of the first phases. */
export async function writeSearchResult(folder: string, document: object, ranked: readonly RankedPhase[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replace(join(folder, 'result.json'), `${JSON.stringify(document, null, 2)}\n`);
  for (const { rank, formula, spaceGroup, individual } of ranked)
    await writeFile(join(folder, `${rankedFileStem({ rank, formula, spaceGroup })}.cif`), writeStructure(individual.outcome.structure, 'cif'));
}
