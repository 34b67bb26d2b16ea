import { setTimeout as delay } from 'node:timers/promises';

/** Longest wait for a quick prediction on a busy machine. */
const PREDICTION_MS = 600_000;

/** The main pages by name, with their addresses: those of one entity show the formula that is predicted. */
export async function mainPages(url: string, formula: string): Promise<Readonly<Record<string, string>>> {
  const prediction = await predict(url, formula);
  const [best, second] = prediction.structures.edges.map(({ node }) => node.id);
  const { materials } = await ask<{ materials: Edges<{ readonly id: string }> }>(
    url,
    'query ($formula: String!) { materials(filter: { formula: $formula, numberOfSites: { gte: 1 } }, first: 1) { edges { node { id } } } }',
    { formula },
  );
  const [material] = materials.edges.map(({ node }) => node.id);
  if (best === undefined || second === undefined || material === undefined)
    throw new Error(`There must be two predicted structures of ${formula} and an imported crystal of it`);
  return {
    home: '/',
    prediction: `/predictions/${prediction.id}`,
    structure: `/structures/${best}`,
    compare: `/compare?ids=${best},${second}`,
    explore: '/explore',
    'explore-predictions': '/explore?kind=predictions',
    material: `/materials/${material}`,
    'phase-diagram': `/phase-diagram?system=${prediction.composition.chemicalSystem}`,
    searches: '/searches',
    providers: '/providers',
    models: '/models',
    jobs: '/jobs',
    settings: '/settings',
  };
}

interface Edges<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
interface Prediction {
  readonly id: string;
  readonly state: string;
  readonly failureMessage: string | null;
  readonly composition: { readonly chemicalSystem: string };
  readonly structures: Edges<{ readonly id: string }>;
}

/** A finished quick prediction: the one that is there, or a new one. */
async function predict(url: string, formula: string): Promise<Prediction> {
  const { startPrediction } = await ask<{ startPrediction: { readonly prediction: { readonly id: string } | null } }>(
    url,
    'mutation ($formula: String!) { startPrediction(input: { formula: $formula, budget: QUICK }) { prediction { id } } }',
    { formula },
  );
  const id = startPrediction.prediction?.id;
  if (id === undefined) throw new Error(`${formula} cannot be predicted`);
  const document = `query ($id: ID!) { prediction(id: $id) { id state failureMessage composition { chemicalSystem }
    structures(first: 2, filter: { rank: { gte: 1 } }) { edges { node { id } } } } }`;
  for (const deadline = Date.now() + PREDICTION_MS; ; await delay(2000)) {
    const { prediction } = await ask<{ prediction: Prediction }>(url, document, { id });
    if (prediction.state === 'SUCCEEDED') return prediction;
    if (prediction.state === 'FAILED' || Date.now() > deadline)
      throw new Error(`The prediction did not end: ${prediction.failureMessage ?? 'too slow'}`);
  }
}

async function ask<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { readonly data?: Data; readonly errors?: readonly { readonly message: string }[] };
  if (data === undefined || errors !== undefined) throw new Error(errors?.[0]?.message ?? 'No answer');
  return data;
}
