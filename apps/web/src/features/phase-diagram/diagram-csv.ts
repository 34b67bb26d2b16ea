import { csvRecord } from '../../format/csv';
import type { DiagramPoint } from './diagram-phases';
import { fractionsOf, potentialRanges } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';

/** All phases that are shown, in base units, with the potentials between which the stable ones are stable. */
export function diagramCsv({ elements, facets, open, referenceSet }: LoadedDiagram, shown: readonly DiagramPoint[]): string {
  const heading = csvRecord([
    'formula',
    'id',
    'is_predicted',
    'is_stable',
    'energy_above_hull (eV/atom)',
    'formation_energy (eV/atom)',
    'decomposes_to',
    ...elements.map((element) => `fraction_${element}`),
    ...(facets.length > 0 ? elements.flatMap((element) => [`lowest_mu_${element} (eV/atom)`, `highest_mu_${element} (eV/atom)`]) : []),
    ...open.map(({ element }) => `open_mu_${element} (eV/atom)`),
    'energy_model',
    'reference_set',
  ]);
  const records = shown.map((point) => {
    const ranges = potentialRanges(point, facets, elements);
    return csvRecord([
      point.formula,
      point.entryId,
      point.structure !== null,
      point.isStable,
      point.energyAboveHull,
      point.formationEnergyPerAtom,
      point.isStable ? null : point.decomposesTo.map(({ amount, phase }) => `${amount} ${phase.formula}`).join(' + '),
      ...fractionsOf(point.formula, elements),
      ...(facets.length > 0 ? elements.flatMap((_, axis) => [ranges[axis]?.lowest, ranges[axis]?.highest]) : []),
      ...open.map(({ referencedChemicalPotential }) => referencedChemicalPotential),
      `${referenceSet.energyModel.name} ${referenceSet.energyModel.version}`,
      `${referenceSet.name} ${referenceSet.snapshotDate}`,
    ]);
  });
  return [heading, ...records].join('');
}
