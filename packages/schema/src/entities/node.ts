import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';
import { PrimaryGeneratedColumn } from 'typeorm';
import type { NodeType } from '../node-id.js';
import { encodeNodeId } from '../node-id.js';

/** Everything with an identity: a row by its uuid in the database, by an opaque id in the API. */
@InterfaceType('Node', { description: 'Anything with an id that `node(id)` finds.', resolveType: (value: Node) => value.nodeType })
export abstract class Node {
  /** The uuid of the row; clients see `nodeId`. */
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  abstract get nodeType(): NodeType;

  @Field(() => ID, { name: 'id', simple: false, description: 'Opaque; the same for the life of the entity.' })
  nodeId(): string {
    return encodeNodeId(this.nodeType, this.id);
  }
}
