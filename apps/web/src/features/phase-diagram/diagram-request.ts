import type { Element } from '@kessho/schema/generated/graphql';
import type { OpenElement } from './read-open';
import { closedElements } from './read-open';

/** What the address asks for. */
export interface DiagramRequest {
  readonly elements: readonly Element[];
  readonly referenceSet: string | null;
  readonly includePredicted: boolean;
  /** Ids of predictions; null for all, where predicted structures are asked for. */
  readonly predictions: readonly string[] | null;
  readonly open: readonly OpenElement[];
}

/** Most elements of a picture. */
const MOST_DRAWN = 4;

/** A hull of more elements is listed only; its lines and facets may be too many to compute. */
export const isDrawn = ({ elements, open }: DiagramRequest): boolean => closedElements(elements, open).length <= MOST_DRAWN;
