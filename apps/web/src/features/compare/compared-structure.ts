import type { ComparedStructuresQuery } from '@kessho/schema/generated/graphql';
import { spaceGroupText } from '../../format/space-group-text';

type ComparedNode = ComparedStructuresQuery['nodes'][number];
export type ComparedStructure = Extract<NonNullable<ComparedNode>, { readonly __typename: 'RelaxedStructure' }>;

/** More do not fit side by side. */
export const MOST_COMPARED = 4;

export const isComparable = (node: ComparedNode): node is ComparedStructure => node?.__typename === 'RelaxedStructure';

/** Letters, as ranks and space groups repeat. */
export const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

/** `A: BaTiO3 R3m` */
export const nameOf = ({ prediction, spaceGroup }: ComparedStructure, index: number): string =>
  `${letterOf(index)}: ${prediction.composition.formula}${spaceGroup === null ? '' : ` ${spaceGroupText(spaceGroup.symbol)}`}`;
