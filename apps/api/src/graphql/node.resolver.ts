import { Node } from '@kessho/schema/entities/node';
import type { NodeType } from '@kessho/schema/node-id';
import { decodeNodeId } from '@kessho/schema/node-id';
import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from './context.js';
import { findNode } from './find-node.js';
import { badUserInput } from './request-errors.js';

/** Their addresses may hold keys of other services. */
const FOR_ADMINISTRATORS: ReadonlySet<NodeType> = new Set<NodeType>(['Webhook', 'WebhookDelivery']);

/** Most ids of one `nodes`. */
const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  @Authorized('read')
  @Query(() => Node, { nullable: true, description: 'Null where there is nothing with this id.' })
  async node(@Arg('id', () => ID) id: string, @Ctx() { loaders, scopes }: ApiContext): Promise<Node | null> {
    const found = decodeNodeId(id);
    if (found !== null && FOR_ADMINISTRATORS.has(found.type) && scopes?.has('admin') !== true) return null;
    return found === null ? null : findNode(loaders, found.type, found.uuid);
  }

  @Authorized('read')
  @Query(() => [Node], { nullable: 'items', description: 'In the order of the ids, null where there is nothing; at most 100.' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: ApiContext): Promise<(Node | null)[]> {
    if (ids.length > MAX_NODES) throw badUserInput(`At most ${MAX_NODES} ids, not ${ids.length}`);
    return Promise.all(ids.map((id) => this.node(id, context)));
  }
}
