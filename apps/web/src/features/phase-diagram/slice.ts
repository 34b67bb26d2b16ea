import type { SliceField } from '../../components/charts/phase-diagram/slice-facets';
import { sliceFacets } from '../../components/charts/phase-diagram/slice-facets';
import { fractionsOf } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';

/** Where a tetrahedron is cut. */
export interface Slice {
  /** By its place among the elements. */
  readonly element: number;
  /** Of its atoms, in [0, 0.99]. */
  readonly share: number;
}

export const MOST_SHARE = 0.99;
const FIRST_SHARE = 0.5;

/** `O:0.5`; half of the last element where nothing is said that can be. */
export function sliceFromText(text: string | null, elements: readonly string[]): Slice {
  const [symbol, value = ''] = (text ?? '').split(':');
  const element = elements.findIndex((candidate) => candidate === symbol);
  const share = value === '' ? NaN : Number(value);
  return { element: element < 0 ? elements.length - 1 : element, share: share >= 0 && share <= MOST_SHARE ? share : FIRST_SHARE };
}

export const textFromSlice = ({ element, share }: Slice, elements: readonly string[]): string => `${elements[element] ?? ''}:${share}`;

/** The fields in which the hull is cut. */
export function sliceFields({ phases, facets, elements }: LoadedDiagram, { element, share }: Slice): SliceField[] {
  const formulas = new Map(phases.map(({ entryId, formula }) => [entryId, formula]));
  const fractionsOfId = (id: string): number[] | undefined => {
    const formula = formulas.get(id);
    return formula === undefined ? undefined : fractionsOf(formula, elements);
  };
  return sliceFacets(facets, fractionsOfId, element, share);
}

/** `Li2O + CoO + NiO + O2` */
export const fieldName = ({ phases }: LoadedDiagram, { facet }: SliceField): string =>
  facet.phases.map((id) => phases.find(({ entryId }) => entryId === id)?.formula ?? '').join(' + ');
