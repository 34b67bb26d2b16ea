/** The entities reachable through `node(id)`, by their GraphQL type name. */
export const NODE_TYPES = [
  'Composition',
  'Prediction',
  'SymmetryProposal',
  'Candidate',
  'RelaxedStructure',
  'Material',
  'EnergyModel',
  'ReferenceSet',
  'PredictionEvent',
  'MaterialImport',
  'ImportRejection',
  'Worker',
  'Search',
  'SearchIndividual',
  'SearchPhase',
  'OptimadeSearch',
  'OptimadeResult',
  'Member',
  'Comment',
  'Webhook',
  'WebhookDelivery',
  'Project',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Opaque id for clients: base64url of `<Type>:<uuid>`. */
export const encodeNodeId = (type: NodeType, uuid: string): string => Buffer.from(`${type}:${uuid}`).toString('base64url');

/** The inverse of `encodeNodeId`; null for anything it did not make. */
export function decodeNodeId(id: string): { readonly type: NodeType; readonly uuid: string } | null {
  const [type, uuid, ...rest] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  const known = NODE_TYPES.find((name) => name === type);
  if (known === undefined || uuid === undefined || rest.length > 0 || !UUID.test(uuid)) return null;
  return encodeNodeId(known, uuid) === id ? { type: known, uuid } : null;
}
