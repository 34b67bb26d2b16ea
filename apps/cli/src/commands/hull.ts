import { symbolOf } from '@kessho/core/elements/elements';
import { computeStabilityRegions } from '@kessho/core/energy/convex-hull/chemical-potential-ranges';
import { computeFacets } from '@kessho/core/energy/convex-hull/facets';
import type { VolumedEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import type { PhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { computePhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { computeTieLines } from '@kessho/core/energy/convex-hull/tie-lines';
import { readEnergyEntries } from '@kessho/core/formats/energy-entries/read-energy-entries';
import type { HullConditions, HullSystem } from '../hull-system.js';
import { hullSystem, parseOpenElement } from '../hull-system.js';
import { linePrinter } from '../json-lines.js';
import { numberOption, parseOptions } from '../parse-options.js';
import { readText } from '../read-inputs.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  facets: { type: 'boolean', default: false },
  open: { type: 'string', multiple: true },
  referenced: { type: 'boolean', default: false },
  pressure: { type: 'string', default: '0' },
  'allow-mixed-schemes': { type: 'boolean', default: false },
} as const;

/**
 * `hull ENTRIES.json`: formation energy, energy above hull and decomposition of every entry, against the entries themselves. `--open O=-5.0` opens the system
 * to an element at a chemical potential in eV (with `--referenced` from its lowest entry), `--pressure` turns energies into enthalpies, `--facets` adds a last
 * line with stable phases, tie-lines, facets and ranges of chemical potentials.
 */
export async function hull(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a JSON file of entries, or - for standard input' });
  const printer = linePrinter(values.json);
  const conditions: HullConditions = {
    open: (values.open ?? []).map(parseOpenElement),
    isReferenced: values.referenced,
    pressureGPa: numberOption('pressure', values.pressure, -1000, 1e5),
    allowsMixedSchemes: values['allow-mixed-schemes'],
  };
  for (const file of positionals) {
    try {
      const { entries } = readEnergyEntries(await readText(file));
      const system = hullSystem(file, entries, conditions);
      const diagram = computePhaseDiagram(system.entries);
      const competing = competingEntries(diagram);
      diagram.phases.forEach(({ entry: { id, formula }, formationEnergyPerAtom, energyAboveHull, decomposition, equilibriumReactionEnergyPerAtom }, place) => {
        const line = {
          input: file,
          entryId: id,
          formula,
          formationEnergyPerAtom,
          energyAboveHull,
          isStable: energyAboveHull === 0,
          equilibriumReactionEnergyPerAtom,
          decomposition,
          competingEntries: competing[place],
        };
        printer.print(line, `${id}  ${formula}  ${formationEnergyPerAtom.toFixed(6)}  ${energyAboveHull.toFixed(6)} eV/atom\n`);
      });
      if (values.facets) printDiagram(file, diagram, system, conditions, printer.print);
    } catch (error) {
      printer.fail(file, error);
    }
  }
  return printer.exitCode();
}

/** For each phase, how many entries its elements have, it among them. */
function competingEntries({ phases }: PhaseDiagram): number[] {
  const counts = new Map<string, number>();
  return phases.map(({ entry: { composition } }) => {
    const key = composition.atomicNumbers.join();
    const known = counts.get(key);
    if (known !== undefined) return known;
    const count = phases.filter(({ entry }) => entry.composition.atomicNumbers.every((z) => composition.atomicNumbers.includes(z))).length;
    counts.set(key, count);
    return count;
  });
}

function printDiagram(
  file: string,
  diagram: PhaseDiagram<VolumedEntry>,
  { scheme, open }: HullSystem,
  { pressureGPa }: HullConditions,
  print: (line: object, text: string) => void,
): void {
  const { elements, phases, stable, references } = diagram;
  const facets = computeFacets(diagram);
  const idOf = (place: number): string => phases[place]?.entry.id ?? '';
  const byElement = <Value>(values: readonly Value[]): Record<string, Value> => Object.fromEntries(elements.map((z, i) => [symbolOf(z), values[i] as Value]));
  const document = {
    input: file,
    elements: elements.map(symbolOf),
    scheme,
    open: open.map(({ atomicNumber, chemicalPotential }) => ({ element: symbolOf(atomicNumber), chemicalPotential })),
    pressureGPa,
    references: byElement(references.map(({ id, energyPerAtom }) => ({ entryId: id, energyPerAtom }))),
    stable: computeStabilityRegions(diagram, facets).map(({ phase, ranges, corners }) => ({
      entryId: idOf(phase),
      formula: phases[phase]?.entry.formula,
      formationEnergyPerAtom: phases[phase]?.formationEnergyPerAtom,
      equilibriumReactionEnergyPerAtom: phases[phase]?.equilibriumReactionEnergyPerAtom,
      chemicalPotentialRanges: byElement(ranges),
      chemicalPotentialCorners: corners.map(byElement),
    })),
    tieLines: computeTieLines(diagram, facets).map((line) => line.map(idOf)),
    facets: facets.map(({ phases: members, chemicalPotentials }) => ({ entryIds: members.map(idOf), chemicalPotentials: byElement(chemicalPotentials) })),
  };
  const table = facets.map(({ phases: members, chemicalPotentials }) => {
    const potentials = elements.map((z, i) => `μ(${symbolOf(z)}) ${(chemicalPotentials[i] ?? 0).toFixed(4)}`).join('  ');
    return `  ${members.map((place) => phases[place]?.entry.formula).join(' + ')}:  ${potentials}\n`;
  });
  print(document, `${file}: ${stable.length} stable phases, ${facets.length} facets, chemical potentials in eV from the elements\n${table.join('')}`);
}
