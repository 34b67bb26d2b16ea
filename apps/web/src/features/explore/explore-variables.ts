import { materialOrder, pageOf, predictionOrder, sortOf } from './explore-view';
import { readFilter } from './read-filter';

type Parameters = Pick<URLSearchParams, 'get'>;

/** Variables of the list's query for an address; the same as are shown for copying. */
export const materialVariables = (parameters: Parameters) => ({
  filter: readFilter(parameters).materials,
  orderBy: materialOrder(sortOf(parameters)),
  ...pageOf(parameters),
});

export const predictionVariables = (parameters: Parameters) => ({
  filter: readFilter(parameters).predictions,
  orderBy: predictionOrder(sortOf(parameters)),
  ...pageOf(parameters),
});
