import { writeExtxyz } from '@kessho/core/formats/extxyz/write-extxyz';
import type { Candidate, PredictionPlan, PredictionStages } from '@kessho/core/prediction/stage-types';
import { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';
import { linePrinter } from '../json-lines.js';
import { parseOptions, wholeNumberOption } from '../parse-options.js';
import { DEFAULT_MAX_ATOMS, requestFor } from '../prediction-options.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  count: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  holdout: { type: 'boolean', default: false },
  'max-atoms': { type: 'string', default: String(DEFAULT_MAX_ATOMS) },
} as const;

/** `generate FORMULA… --count N`: candidates as extended XYZ on stdout, imitated crystals first; with `--json` one line a candidate. */
export async function generate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a formula' });
  const count = wholeNumberOption('count', values.count, 1, 1_000_000);
  const maxAtoms = wholeNumberOption('max-atoms', values['max-atoms'], 1, 300);
  const printer = linePrinter(values.json);
  const stages = await loadPredictionStages({ threads: 1 });
  for (const formula of positionals) {
    try {
      const budget = count <= 150 ? 'quick' : count <= 1000 ? 'standard' : 'thorough';
      const plan = await stages.propose(requestFor(formula, { seed: values.seed, budget, maxAtoms, spaceGroups: null, pressureGPa: 0, holdout: values.holdout, references: 'none' }));
      for await (const candidate of take(generateAll(plan, stages), count)) {
        const { structure, origin, key } = candidate;
        const extra = new Map([['candidate', key], ['generator', origin.generator]]);
        printer.print({ input: formula, key, origin, structure }, writeExtxyz([{ structure, energy: null, forces: null, stress: null, extra }]));
      }
    } catch (error) {
      printer.fail(formula, error);
    }
  }
  return printer.exitCode();
}

async function* generateAll(plan: PredictionPlan, stages: PredictionStages): AsyncGenerator<Candidate> {
  for (const { index } of plan.chunks) yield* (await stages.generate(plan, index)).candidates;
}

async function* take<T>(source: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count;
  for await (const value of source) {
    if (left-- <= 0) return;
    yield value;
  }
}
