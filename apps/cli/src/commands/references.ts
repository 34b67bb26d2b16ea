import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { computePhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { assertSupported } from '@kessho/core/energy/unsupported-element-error';
import { AbortedError } from '@kessho/core/prediction/input-errors';
import { planReferences, referencesOf } from '@kessho/core/prediction/references/plan-references';
import { relaxUnremembered } from '@kessho/core/prediction/references/remembered-references';
import type { RelaxedReference } from '@kessho/core/prediction/stage-types';
import { createPredictionStages } from '@kessho/core/prediction/create-prediction-stages';
import { parseSystem } from '@kessho/core/search/constraints/parse-subject';
import { referenceFiles, referenceFilesRoot } from '@kessho/models/reference/reference-files';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadPredictionKnowledge } from '@kessho/models/runtime/load-prediction-knowledge';
import { poolStages } from '@kessho/models/runtime/pooled-stages';
import { findModel, MODEL_OPTION } from '../choose-energy-model.js';
import { EXIT } from '../exit-codes.js';
import { numberOption, parseOptions, wholeNumberOption } from '../parse-options.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  model: MODEL_OPTION,
  pressure: { type: 'string', default: '0' },
  out: { type: 'string' },
  workers: { type: 'string' },
} as const;

/**
 * `references Mg-Si-O [--pressure GPA] [--model NAME] [--out FILE]`: relax the known crystals that a hull of the system may need. FILE, and what `--json` prints,
 * is what `hull` reads. What was relaxed before, for whatever system, is not relaxed again.
 */
export async function references(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a chemical system: Mg-Si-O' });
  const [word = '', ...others] = positionals;
  if (others.length > 0) throw new UsageError('one chemical system at a time');
  const conditions = { elements: parseSystem(word).elements, pressureGPa: numberOption('pressure', values.pressure, -50, 500), without: null };
  const { name, version, directory } = findModel('model', values.model);
  const isDefault = name === DEFAULT_ENERGY_MODEL.name && version === DEFAULT_ENERGY_MODEL.version;
  const loading = { threads: 1, judge: isDefault ? null : directory };
  const knowledge = await loadPredictionKnowledge(loading);
  const model = knowledge.judge ?? knowledge.energyModel;
  assertSupported(`${name} ${version}`, model.elements, conditions.elements);

  const abort = new AbortController();
  const onSignal = (): void => abort.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const size = values.workers === undefined ? availableParallelism() : wholeNumberOption('workers', values.workers, 1, 256);
  const pool = poolStages(createPredictionStages(knowledge), size, loading);
  const memory = referenceFiles(referenceFilesRoot(process.env));
  try {
    const chunks = planReferences([model.id], conditions, knowledge.crystals, knowledge.references.entriesOf(conditions.elements));
    const crystals = chunks.reduce((sum, chunk) => sum + chunk.crystals.length, 0);
    let done = 0;
    const relaxed: (readonly RelaxedReference[])[] = new Array<readonly RelaxedReference[]>(chunks.length);
    const lane = async (waiting: [number, (typeof chunks)[number]][]): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (abort.signal.aborted) throw new AbortedError();
        const [place, chunk] = next;
        relaxed[place] = await relaxUnremembered(pool.stages.reference, memory, chunk, { signal: abort.signal, onProgress: null });
        done += chunk.crystals.length;
        process.stderr.write(`${word}  ${done} of ${crystals} crystals\n`);
      }
    };
    const waiting = [...chunks.entries()];
    await Promise.all(Array.from({ length: size }, () => lane(waiting)));
    const found = referencesOf(model.id, relaxed.flat(), conditions, knowledge.crystals);
    if (found === null) throw new UsageError(`of an element of ${word} no known crystal could be relaxed, so that there is no hull`);
    const { label } = found;
    const document = {
      ...label,
      entries: relaxed.flat().map(({ sourceId, formula, energyPerAtom, volumePerAtom }) => ({ id: sourceId, formula, energyPerAtom, volumePerAtom })),
    };
    if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(document, null, 1)}\n`);
    if (values.json) process.stdout.write(`${JSON.stringify(document)}\n`);
    else {
      const diagram = computePhaseDiagram(found.entries, conditions.elements);
      const lines = diagram.stable.map((place) => {
        const { entry, formationEnergyPerAtom } = diagram.phases[place] as (typeof diagram.phases)[number];
        return `  ${entry.formula.padEnd(14)}${entry.id.padEnd(16)}${formationEnergyPerAtom.toFixed(4)} eV/atom\n`;
      });
      process.stdout.write(`${label.name}: ${label.entries} of ${crystals} crystals relaxed, ${lines.length} stable\n${lines.join('')}`);
    }
    return EXIT.done;
  } finally {
    pool.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
