import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  CandidateDocument,
  MaterialDocument,
  MaterialsDocument,
  PhaseDiagramDocument,
  PredictionCandidatesDocument,
  PredictionDocument,
  PredictionsDocument,
  PredictionStructuresDocument,
  StructureDocument,
  StructuresDocument,
  type MaterialsQueryVariables,
  type PredictionCandidatesQueryVariables,
} from '@kessho/schema/generated/graphql';
import { print } from 'graphql';
import { ask, type Operation } from './ask-api.js';

const operation = <Data, Variables extends object>(name: string, document: TypedDocumentNode<Data, Variables>, variables: Variables): Operation => ({
  name,
  query: print(document),
  variables,
});

/** Pages walked to a place deep in a list. */
const DEEP_PAGES = 20;
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Material { sourceId formula } ... on Candidate { key } } }';

/** What the dashboard asks, with ids and cursors of the filled database. */
export async function typicalOperations(url: string): Promise<Operation[]> {
  const prediction = await firstId(url, operation('predictions', PredictionsDocument, { first: 1 }), ['predictions']);
  const structures = operation('prediction: ranked list', PredictionStructuresDocument, {
    id: prediction,
    first: 50,
    orderBy: [{ field: 'RANK', direction: 'ASC' }],
  });
  const structure = await firstId(url, structures, ['prediction', 'structures']);
  const lowest: MaterialsQueryVariables = { first: 50, orderBy: [{ field: 'BAND_GAP', direction: 'DESC' }] };
  const byEnergy: PredictionCandidatesQueryVariables = { id: prediction, first: 100, orderBy: [{ field: 'ENERGY_PER_ATOM', direction: 'ASC' }] };
  const materialIds = await idsOf(url, operation('ids', MaterialsDocument, { first: 50 }), ['materials']);
  const candidateIds = await idsOf(url, operation('ids', PredictionCandidatesDocument, byEnergy), ['prediction', 'candidates']);
  const after = {
    materials: await walk(url, (cursor) => operation('walk', MaterialsDocument, { ...lowest, after: cursor }), ['materials']),
    candidates: await walk(url, (cursor) => operation('walk', PredictionCandidatesDocument, { ...byEnergy, after: cursor }), [
      'prediction',
      'candidates',
    ]),
  };
  const materials = (name: string, variables: MaterialsQueryVariables): Operation =>
    operation(`materials: ${name}`, MaterialsDocument, { first: 50, ...variables });
  return [
    materials('first page, no filter', {}),
    materials('elements and energy above hull', {
      filter: { elements: { hasAll: ['Li', 'O'] }, energyAboveHull: { lte: 0.05 } },
      orderBy: [{ field: 'ENERGY_ABOVE_HULL', direction: 'ASC' }],
    }),
    materials('formula', { filter: { formula: 'FeLiO4P' } }),
    materials('chemical system Li-*-O', { filter: { chemicalSystem: 'Li-*-O' } }),
    materials(`by band gap, page ${DEEP_PAGES + 1}`, { ...lowest, after: after.materials }),
    operation('material', MaterialDocument, { id: materialIds[0] as string }),
    { name: '50 nodes', query: NODES, variables: { ids: [...materialIds.slice(0, 25), ...candidateIds.slice(0, 25)] } },
    operation('predictions', PredictionsDocument, { first: 20 }),
    operation('prediction: head and funnel', PredictionDocument, { id: prediction }),
    structures,
    operation('prediction: candidates by energy', PredictionCandidatesDocument, byEnergy),
    operation(`prediction: candidates by energy, page ${DEEP_PAGES + 1}`, PredictionCandidatesDocument, { ...byEnergy, after: after.candidates }),
    operation('candidate', CandidateDocument, { id: candidateIds[0] as string, cell: 'CONVENTIONAL' }),
    operation('structure', StructureDocument, { id: structure, cell: 'CONVENTIONAL' }),
    operation('structures by energy above hull', StructuresDocument, { first: 50, orderBy: [{ field: 'ENERGY_ABOVE_HULL', direction: 'ASC' }] }),
    operation('phase diagram Li-Fe-O', PhaseDiagramDocument, { elements: ['Li', 'Fe', 'O'] }),
    operation('phase diagram Li-Fe-P-O, with predictions', PhaseDiagramDocument, { elements: ['Li', 'Fe', 'P', 'O'], includePredicted: true }),
  ];
}

interface Connection {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

async function connectionOf(url: string, asked: Operation, path: readonly string[]): Promise<Connection> {
  let value: unknown = await ask(url, asked);
  for (const step of path) value = (value as Readonly<Record<string, unknown>>)[step];
  return value as Connection;
}

const idsOf = async (url: string, asked: Operation, path: readonly string[]): Promise<string[]> =>
  (await connectionOf(url, asked, path)).edges.map(({ node }) => node.id);

async function firstId(url: string, asked: Operation, path: readonly string[]): Promise<string> {
  const [id] = await idsOf(url, asked, path);
  if (id === undefined) throw new Error(`${asked.name} gives nothing`);
  return id;
}

async function walk(url: string, page: (cursor: string | null) => Operation, path: readonly string[]): Promise<string | null> {
  let cursor: string | null = null;
  for (let k = 0; k < DEEP_PAGES; k++) cursor = (await connectionOf(url, page(cursor), path)).pageInfo.endCursor;
  return cursor;
}
