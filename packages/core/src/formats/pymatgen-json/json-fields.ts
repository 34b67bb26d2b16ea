import { ParseFailedError } from '../format-errors.js';
import type { Vec3 } from '../../numerics/vec3.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { JsonNode } from './located-json.js';

export type JsonObject = Extract<JsonNode, { kind: 'object' }>;

const mismatch = (what: string, node: JsonNode): never => {
  throw new ParseFailedError(`${what} is ${node.kind === 'object' || node.kind === 'array' ? `an ${node.kind}` : node.kind}`, node.place);
};

/** The object itself. @throws {ParseFailedError} for any other kind; `what` begins the message */
export const asObject = (node: JsonNode, what: string): JsonObject =>
  node.kind === 'object' ? node : mismatch(`${what} should be an object but`, node);

export const asArray = (node: JsonNode, what: string): readonly JsonNode[] =>
  node.kind === 'array' ? node.values : mismatch(`${what} should be a list but`, node);

export const asString = (node: JsonNode, what: string): string =>
  node.kind === 'string' ? node.value : mismatch(`${what} should be a text but`, node);

/** @throws {ParseFailedError} for anything but a finite number */
export function asNumber(node: JsonNode, what: string): number {
  if (node.kind !== 'number') return mismatch(`${what} should be a number but`, node);
  if (!Number.isFinite(node.value)) throw new ParseFailedError(`${what} should be a finite number but is ${node.value}`, node.place);
  return node.value;
}

export function asVec3(node: JsonNode, what: string): Vec3 {
  const values = asArray(node, what);
  if (values.length !== 3) throw new ParseFailedError(`${what} has ${values.length} numbers instead of 3`, node.place);
  return values.map((value) => asNumber(value, what)) as unknown as Vec3;
}

export function asMat3(node: JsonNode, what: string): Mat3 {
  const rows = asArray(node, what);
  if (rows.length !== 3) throw new ParseFailedError(`${what} has ${rows.length} rows instead of 3`, node.place);
  return rows.map((row) => asVec3(row, what)) as unknown as Mat3;
}

/** The field, or null where it is absent or null. */
export function optionalField(object: JsonObject, name: string): JsonNode | null {
  const node = object.fields.get(name);
  return node === undefined || node.kind === 'null' ? null : node;
}

/** @throws {ParseFailedError} where the field is absent or null */
export function field(object: JsonObject, name: string): JsonNode {
  const node = optionalField(object, name);
  if (node === null) throw new ParseFailedError(`The object has no "${name}"`, object.place);
  return node;
}
