import { parseFormula } from '@kessho/core/composition/parse-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import type { DiagramPointFragment } from '@kessho/schema/generated/graphql';
import type { HullPhase } from '../../components/charts/phase-diagram/hull-phase';

export type DiagramPoint = DiagramPointFragment & { readonly isStable: boolean };

/** Atom fractions of a formula in the order of the elements. */
export function fractionsOf(formula: string, elements: readonly string[]): number[] {
  const { atomicNumbers, counts } = parseFormula(formula);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return elements.map((symbol) => (counts[atomicNumbers.findIndex((z) => symbolOf(z) === symbol)] ?? 0) / total);
}

/** Shares of atoms with their phases: `50% Na + 50% NaCl`. */
export function decompositionText({ decomposesTo }: Pick<DiagramPointFragment, 'decomposesTo'>, locale: string): string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return decomposesTo
    .map(({ amount, phase }) => (decomposesTo.length > 1 ? `${percent.format(amount)} ${phase.formula}` : phase.formula))
    .join(' + ');
}

/** Height is drawn in the picture of two elements: there every phase has a place of its own. */
const hasHeight = (elements: readonly string[]): boolean => elements.length === 2;

/**
 * What a picture shows: of each composition the lowest phase, which counts the higher ones; predicted phases beside reference phases, so that neither
 * hides the other. Stable phases come last, on top of the others.
 */
export function drawnPhases(points: readonly DiagramPoint[], elements: readonly string[], locale: string): HullPhase[] {
  const groups = new Map<string, DiagramPoint[]>();
  for (const point of points) {
    const key = hasHeight(elements) ? point.entryId : `${point.formula} ${point.structure === null ? 'reference' : 'predicted'}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  const lowest = [...groups.values()].flatMap((group) => {
    const [first, ...higher] = group.toSorted((one, other) => one.energyAboveHull - other.energyAboveHull);
    return first === undefined ? [] : [{ point: first, higher: higher.length }];
  });
  return lowest
    .map(({ point, higher }): HullPhase => ({
      id: point.entryId,
      formula: point.formula,
      fractions: fractionsOf(point.formula, elements),
      formationEnergyPerAtom: point.formationEnergyPerAtom,
      energyAboveHull: point.energyAboveHull,
      isStable: point.isStable,
      isPredicted: point.structure !== null,
      higher,
      decomposition: point.isStable ? null : decompositionText(point, locale),
    }))
    .sort((one, other) => Number(one.isStable) - Number(other.isStable) || other.energyAboveHull - one.energyAboveHull);
}
