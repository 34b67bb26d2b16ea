import { parseFormula } from '@kessho/core/composition/parse-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import type { DiagramPointFragment } from '@kessho/schema/generated/graphql';
import type { HullFacet, HullPhase } from '../../components/charts/phase-diagram/hull-phase';

export type DiagramPoint = DiagramPointFragment & { readonly isStable: boolean };

/** Atom fractions of a formula among these elements and in their order; others, which are open, do not count. */
export function fractionsOf(formula: string, elements: readonly string[]): number[] {
  const { atomicNumbers, counts } = parseFormula(formula);
  const countsHere = elements.map((symbol) => counts[atomicNumbers.findIndex((z) => symbolOf(z) === symbol)] ?? 0);
  const total = countsHere.reduce((sum, count) => sum + count, 0);
  return countsHere.map((count) => count / total);
}

/** Shares of atoms with their phases: `50% Na + 50% NaCl`. */
export function decompositionText({ decomposesTo }: Pick<DiagramPointFragment, 'decomposesTo'>, locale: string): string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return decomposesTo
    .map(({ amount, phase }) => (decomposesTo.length > 1 ? `${percent.format(amount)} ${phase.formula}` : phase.formula))
    .join(' + ');
}

/**
 * What a picture shows. Where energy has a direction of its own every phase has a place; elsewhere the lowest of each composition stands for the higher
 * ones and counts them, predicted phases beside reference phases, so that neither hides the other. Stable phases come last, on top of the others.
 */
export function drawnPhases(points: readonly DiagramPoint[], elements: readonly string[], hasHeight: boolean, locale: string): HullPhase[] {
  const groups = new Map<string, DiagramPoint[]>();
  for (const point of points) {
    const key = hasHeight ? point.entryId : `${point.formula} ${point.structure === null ? 'reference' : 'predicted'}`;
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

/** eV/atom from the reference phase of the element. */
export interface PotentialRange {
  readonly element: string;
  /** Null where it may fall without end: the phase does not hold the element. */
  readonly lowest: number | null;
  readonly highest: number;
}

/** The potentials at which a phase is stable; none for a phase that is not, or in a system whose facets are not known. */
export function potentialRanges({ entryId, formula }: DiagramPoint, facets: readonly HullFacet[], elements: readonly string[]): PotentialRange[] {
  const corners = facets.filter(({ phases }) => phases.includes(entryId)).map(({ chemicalPotentials }) => chemicalPotentials);
  if (corners.length === 0) return [];
  const fractions = fractionsOf(formula, elements);
  return elements.map((element, axis) => {
    const values = corners.map((corner) => corner[axis] ?? 0);
    return { element, lowest: (fractions[axis] ?? 0) > 0 ? Math.min(...values) : null, highest: Math.max(...values) };
  });
}
