import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ModelId } from '@kessho/core/energy/energy-model';
import { REFERENCE_VERSION } from '@kessho/core/prediction/references/plan-references';
import type { ReferenceMemory } from '@kessho/core/prediction/references/remembered-references';
import type { RelaxedReference } from '@kessho/core/prediction/stage-types';

/** Folder of what was relaxed on this machine: `KESSHO_REFERENCES`, or `.kessho/references` in the home directory. */
export function referenceFilesRoot(env: NodeJS.ProcessEnv): string {
  const named = env['KESSHO_REFERENCES'];
  return named === undefined || named === '' ? join(homedir(), '.kessho', 'references') : resolve(named);
}

/**
 * Remembers relaxed references in files below `root`: one for each potential and pressure, a line of JSON each. Lines are only ever added, so several programs
 * may write at once; of a line that was cut short by a kill nothing is remembered.
 */
export function referenceFiles(root: string): ReferenceMemory {
  const pathOf = ({ sha256 }: ModelId, pressureGPa: number): string =>
    join(root, `v${REFERENCE_VERSION}`, sha256.slice(0, 16), `${pressureGPa}GPa.jsonl`);
  return {
    read: async (model, pressureGPa, sourceIds) => {
      const wanted = new Set(sourceIds);
      return (await linesOf(pathOf(model, pressureGPa)))
        .flatMap(parseLine)
        .filter((reference) => wanted.has(reference.sourceId) && reference.model.sha256 === model.sha256);
    },
    write: async (relaxed) => {
      for (const reference of relaxed) {
        const path = pathOf(reference.model, reference.pressureGPa);
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, `${JSON.stringify(reference)}\n`);
      }
    },
  };
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parseLine(line: string): RelaxedReference[] {
  try {
    return [JSON.parse(line) as RelaxedReference];
  } catch {
    return [];
  }
}
