import type { PredictionResult } from '@kessho/core/prediction/predict-structures';
import type { RankedStructure } from '@kessho/core/prediction/stage-types';

type Column = readonly [title: string, cell: (structure: RankedStructure) => string];

const inMeV = (energy: number | null): string => (energy === null ? '–' : (Math.round(1000 * energy) + 0).toFixed(0));

const COLUMNS: readonly Column[] = [
  ['rank', ({ rank }) => String(rank)],
  ['space group', ({ spaceGroup }) => `${spaceGroup.symbol.replaceAll(' ', '')} (${spaceGroup.number})`],
  ['sites', ({ relaxation }) => String(relaxation.structure.atomicNumbers.length)],
  ['E above hull, meV/atom', ({ energyAboveHull }) => inMeV(energyAboveHull)],
  ['probability', ({ probability }) => probability.toFixed(3)],
  ['by energy', ({ energyRank }) => String(energyRank)],
  ['prototype', ({ prototype }) => prototype],
  ['origin', originOf],
  ['known as', ({ knownMatch }) => knownMatch ?? '–'],
];

/** What the judge says, above the lowest of its energies; nothing where there was none. */
function judgeColumn(structures: readonly RankedStructure[]): readonly Column[] {
  const judgements = structures.flatMap(({ judgement }) => judgement ?? []);
  const [first] = judgements;
  if (first === undefined) return [];
  const lowest = Math.min(...judgements.map(({ relaxation }) => relaxation.enthalpyPerAtom));
  return [
    [`${first.model.name}, meV/atom`, ({ judgement }) => inMeV(judgement === null ? null : judgement.relaxation.enthalpyPerAtom - lowest)],
    ['above its hull', ({ judgedPlace }) => inMeV(judgedPlace?.energyAboveHull ?? null)],
  ];
}

/** What made it; a held structure is no minimum of the potential, which the table must not hide. */
function originOf({ origin, relaxation }: RankedStructure): string {
  const source = origin.generator === 'substitution' ? `${origin.sourceFormula} ${origin.sourceId}` : origin.generator;
  return relaxation.stopReason === 'held' ? `${source}, held` : source;
}

/** The ranked structures as aligned text. */
export function resultTable({ structures, funnel }: PredictionResult, top: number): string {
  const columns = [...COLUMNS, ...judgeColumn(structures)];
  const rows = [columns.map(([title]) => title), ...structures.slice(0, top).map((structure) => columns.map(([, cell]) => cell(structure)))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  ').trimEnd());
  const steps = Object.entries(funnel).map(([step, count]) => `${count} ${step}`);
  return `${lines.join('\n')}\n${steps.join(' → ')}\n${setLines(structures)}`;
}

/** The reference sets that the energies above hull stand on. */
function setLines(structures: readonly RankedStructure[]): string {
  const sets = new Map(structures.flatMap((structure) => [structure.referenceSet, structure.judgedPlace?.referenceSet ?? null]).flatMap((set) => (set === null ? [] : [[set.name, set] as const])));
  return [...sets.values()].map(({ name, entries, model }) => `hull of ${model.name} ${model.version}: ${name}, ${entries} phases\n`).join('');
}
