import { existsSync } from 'node:fs';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';
import { linePrinter } from '../json-lines.js';
import { parseOptions, wholeNumberOption } from '../parse-options.js';
import { DEFAULT_MAX_ATOMS, requestFor } from '../prediction-options.js';
import { readText } from '../read-inputs.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  holdout: { type: 'boolean', default: false },
  top: { type: 'string', default: '30' },
  'max-atoms': { type: 'string', default: String(DEFAULT_MAX_ATOMS) },
} as const;

/** `propose FORMULA…|FILE`: space groups with probabilities, Wyckoff assignments, volume, and the crystals to imitate. Nothing is generated. */
export async function propose(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a formula, or a file with one a line' });
  const top = wholeNumberOption('top', values.top, 1, 230);
  const maxAtoms = wholeNumberOption('max-atoms', values['max-atoms'], 1, 300);
  const printer = linePrinter(values.json);
  const stages = await loadPredictionStages({ threads: 1 });
  for (const formula of await expandFormulas(positionals)) {
    try {
      const request = requestFor(formula, { seed: '1', budget: 'standard', maxAtoms, spaceGroups: null, pressureGPa: 0, holdout: values.holdout, references: 'none' });
      const plan = await stages.propose(request);
      const composition = reducedFormula(request.composition);
      const symmetryProposals = plan.symmetryProposals
        .slice(0, top)
        .map(({ spaceGroup, probability, assignments, impossibleBecause }) => ({ ...spaceGroup, probability, assignments, impossibleBecause }));
      const line = { input: formula, composition, symmetryProposals, formulaUnits: plan.formulaUnits, volumePerAtom: plan.volumePerAtom, templates: plan.templates.slice(0, top) };
      const listed = symmetryProposals.slice(0, 10).map(({ number, symbol, probability }) => `  ${symbol.padEnd(14)}${String(number).padStart(4)}  ${probability.toFixed(3)}`);
      printer.print(line, `${composition}  ${plan.volumePerAtom.toFixed(2)} Å³/atom\n${listed.join('\n')}\n`);
    } catch (error) {
      printer.fail(formula, error);
    }
  }
  return printer.exitCode();
}

/** A word that names a file stands for the formulas in it, one a line; `-` is standard input. */
export async function expandFormulas(words: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    words.map(async (word) => (word === '-' || existsSync(word) ? (await readText(word)).split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '') : [word])),
  );
  return lists.flat();
}
