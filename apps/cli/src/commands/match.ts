import { matchStructures } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { EXIT } from '../exit-codes.js';
import { linePrinter } from '../json-lines.js';
import { numberOption, parseOptions } from '../parse-options.js';
import { readInputs, type StructureInput } from '../read-inputs.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  ltol: { type: 'string', default: '0.2' },
  stol: { type: 'string', default: '0.3' },
  'angle-tol': { type: 'string', default: '5' },
} as const;

/** `match A B`: the same structure? The first structure of each file; tolerances as in pymatgen's StructureMatcher. */
export async function match(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 2, named: 'two structure files' });
  if (positionals.length > 2) throw new UsageError('match compares two files');
  const tolerances = {
    length: numberOption('ltol', values.ltol, 0, 2),
    site: numberOption('stol', values.stol, 0, 2),
    angle: numberOption('angle-tol', values['angle-tol'], 0, 90),
  };
  const printer = linePrinter(values.json);
  const inputs: StructureInput[] = [];
  for (const file of positionals) for await (const input of readInputs([file])) if (input.frame === 0 || input.frame === null) inputs.push(input);
  const [a, b] = inputs;
  if (!a || !b) throw new UsageError('each file must hold a structure');
  for (const input of inputs) if (input.frame === null) printer.fail(input.file, input.failure);
  if (a.frame === null || b.frame === null) return EXIT.badInput;
  const { matches, rms, maxDistance } = matchStructures(prepareForMatching(a.structure), prepareForMatching(b.structure), tolerances);
  const verdict = matches ? `the same structure, rms ${rms?.toFixed(4) ?? '–'} of (V/n)^(1/3)` : 'different structures';
  printer.print({ a: a.file, b: b.file, matches, rms, maxDistance, tolerances }, `${a.file} and ${b.file}: ${verdict}\n`);
  return printer.exitCode();
}
