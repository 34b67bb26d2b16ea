import { symbolOf } from '@kessho/core/elements/elements';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { linePrinter } from '../json-lines.js';
import { numberOption, parseOptions } from '../parse-options.js';
import { readInputs } from '../read-inputs.js';

const OPTIONS = { json: { type: 'boolean', default: false }, symprec: { type: 'string', default: '0.01' } } as const;

/** `symmetry FILE… [--symprec Å]`: space group, Wyckoff letters, prototype label. */
export async function symmetry(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a structure file, or - for standard input' });
  const symprec = numberOption('symprec', values.symprec, 1e-6, 2);
  const printer = linePrinter(values.json);
  loadSymmetryEngineFromPackage();
  for await (const input of readInputs(positionals)) {
    if (input.frame === null) {
      printer.fail(input.file, input.failure);
      continue;
    }
    try {
      const found = findSymmetry(input.structure, symprec);
      const prototype = prototypeLabel(input.structure, found);
      const line = {
        input: input.file,
        frame: input.frame,
        spaceGroup: found.spaceGroup,
        crystalSystem: found.crystalSystem,
        pearsonSymbol: found.pearsonSymbol,
        prototype,
        symprec,
        species: input.structure.atomicNumbers.map(symbolOf),
        wyckoffLetters: found.wyckoffLetters,
        siteSymmetries: found.siteSymmetries,
        orbitOf: found.orbitOf,
      };
      printer.print(line, `${input.file}  ${found.spaceGroup.symbol} (${found.spaceGroup.number})  ${found.crystalSystem}  ${prototype}\n`);
    } catch (error) {
      printer.fail(input.file, error);
    }
  }
  return printer.exitCode();
}
