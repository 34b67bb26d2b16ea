import { PredictionDocument } from '@kessho/schema/generated/graphql';
import { cache } from 'react';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';

/** A prediction by the id of the address; asked once for layout, title and page together. */
export const loadPrediction = cache((segment: string) => orMissing(serverQuery(PredictionDocument, { id: decodeURIComponent(segment) })));
