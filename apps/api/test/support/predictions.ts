import type { TestApi } from './test-api.js';
import { waitFor } from './wait-for.js';

export interface PredictionState {
  readonly id: string;
  readonly state: string;
  readonly stage: string | null;
  readonly failureCode: string | null;
  readonly funnel: {
    readonly generated: number;
    readonly valid: number;
    readonly unique: number;
    readonly screened: number;
    readonly relaxed: number;
    readonly ranked: number;
  };
  readonly stages: readonly {
    readonly name: string;
    readonly state: string;
    readonly done: number;
    readonly total: number;
    readonly attempts: number;
  }[];
}

const STATE = `id state stage failureCode funnel { generated valid unique screened relaxed ranked } stages { name state done total attempts }`;

export async function startPrediction(api: TestApi, input: Readonly<Record<string, unknown>>): Promise<string> {
  const { data, errors } = await api.query<{ startPrediction: { prediction: { id: string } | null; userErrors: { message: string }[] } }>(
    'mutation ($input: StartPredictionInput!) { startPrediction(input: $input) { prediction { id } userErrors { message } } }',
    { input },
  );
  const id = data?.startPrediction.prediction?.id;
  if (id === undefined) throw new Error(JSON.stringify([data, errors]));
  return id;
}

export async function readPrediction(api: TestApi, id: string): Promise<PredictionState> {
  const { data, errors } = await api.query<{ prediction: PredictionState }>(`query ($id: ID!) { prediction(id: $id) { ${STATE} } }`, { id });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.prediction;
}

export const waitForEnd = (api: TestApi, id: string, timeoutMs = 120_000): Promise<PredictionState> =>
  waitFor(
    `the end of ${id}`,
    async () => {
      const prediction = await readPrediction(api, id).catch(() => null);
      return prediction !== null && !['QUEUED', 'RUNNING'].includes(prediction.state) ? prediction : null;
    },
    timeoutMs,
  );

/** The whole ranking with everything that must not depend on who computed it. */
export async function readRanking(api: TestApi, id: string): Promise<unknown> {
  const { data, errors } = await api.query<{ prediction: { structures: unknown; candidates: unknown } }>(
    `query ($id: ID!) { prediction(id: $id) {
      structures(first: 50, orderBy: [{ field: RANK, direction: ASC }, { field: ENERGY_PER_ATOM, direction: ASC }]) { totalCount edges { node { rank energyPerAtom probability prototype steps candidate { key }
        geometry { latticeMatrix fractionalCoordinates species } mergedInto { rank } stability { energyAboveHull decomposesTo { amount material { sourceId } } } } } }
      candidates(first: 100) { totalCount edges { node { key ordinal state energyPerAtom likelihood geometry { latticeMatrix } } } } } }`,
    { id },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.prediction;
}
