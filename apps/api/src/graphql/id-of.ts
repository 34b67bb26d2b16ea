import type { NodeType } from '@kessho/schema/node-id';
import { decodeNodeId } from '@kessho/schema/node-id';
import { badUserInput } from './request-errors.js';

/** The uuid behind an opaque id. @throws BAD_USER_INPUT for no id at all, and for the id of another type */
export function idOf(type: NodeType, id: string): string {
  const node = decodeNodeId(id);
  if (node === null) throw badUserInput(`"${id.slice(0, 100)}" is no id`);
  if (node.type !== type) throw badUserInput(`This is the id of a ${node.type}, not of a ${type}`);
  return node.uuid;
}
