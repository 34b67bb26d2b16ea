import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { readPymatgenEntries } from '@kessho/core/formats/pymatgen-json/read-pymatgen-entries';
import { linePrinter } from '../json-lines.js';
import { parseOptions } from '../parse-options.js';
import { readText } from '../read-inputs.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = { json: { type: 'boolean', default: false }, 'allow-mixed-schemes': { type: 'boolean', default: false } } as const;

/** `hull ENTRIES.json`: formation energy, energy above hull and decomposition of every entry, against the entries themselves. */
export async function hull(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a JSON file of entries, or - for standard input' });
  const printer = linePrinter(values.json);
  for (const file of positionals) {
    try {
      const found = readPymatgenEntries(await readText(file));
      const schemes = [...new Set(found.map(({ energyScheme }) => energyScheme ?? 'none named'))];
      if (schemes.length > 1 && !values['allow-mixed-schemes'] && !areMixedByMaterialsProject(schemes)) {
        throw new UsageError(`${file} mixes the energy schemes ${schemes.join(', ')}, whose energies must not be compared (--allow-mixed-schemes if they were made to fit)`);
      }
      const entries = found.map(
        ({ entryId, composition, energy }, i): HullEntry => ({
          id: entryId ?? `entry-${i}`,
          formula: reducedFormula(composition),
          composition: reduceComposition(composition),
          energyPerAtom: energy / atomCount(composition),
        }),
      );
      for (const entry of entries) {
        const relevant = entries.filter(({ composition }) => composition.atomicNumbers.every((z) => entry.composition.atomicNumbers.includes(z)));
        const { formationEnergyPerAtom, energyAboveHull, decomposition, competingEntries } = computeEnergyAboveHull(entry.composition, entry.energyPerAtom, relevant);
        const line = { input: file, entryId: entry.id, formula: entry.formula, formationEnergyPerAtom, energyAboveHull, decomposition, competingEntries };
        printer.print(line, `${entry.id}  ${entry.formula}  ${formationEnergyPerAtom.toFixed(6)}  ${energyAboveHull.toFixed(6)} eV/atom\n`);
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      printer.fail(file, error);
    }
  }
  return printer.exitCode();
}

/** GGA and GGA+U energies of the Materials Project carry corrections that make them comparable. */
const areMixedByMaterialsProject = (schemes: readonly string[]): boolean => schemes.every((scheme) => scheme === 'GGA' || scheme === 'GGA+U');
