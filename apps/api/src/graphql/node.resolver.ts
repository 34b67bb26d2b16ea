import { Candidate } from '@kessho/schema/entities/candidate';
import { Comment } from '@kessho/schema/entities/comment';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { ImportRejection } from '@kessho/schema/entities/import-rejection';
import { Material } from '@kessho/schema/entities/material';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import { Member } from '@kessho/schema/entities/member';
import { Node } from '@kessho/schema/entities/node';
import { OptimadeResult } from '@kessho/schema/entities/optimade-result';
import { OptimadeSearch } from '@kessho/schema/entities/optimade-search';
import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import { Worker } from '@kessho/schema/entities/worker';
import type { NodeType } from '@kessho/schema/node-id';
import { decodeNodeId } from '@kessho/schema/node-id';
import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { EntityTarget } from 'typeorm';
import type { ApiContext } from './context.js';
import { badUserInput } from './request-errors.js';

const ENTITY_OF: Readonly<Record<NodeType, EntityTarget<Node>>> = {
  Composition,
  Prediction,
  SymmetryProposal,
  Candidate,
  RelaxedStructure,
  Material,
  EnergyModel,
  ReferenceSet,
  PredictionEvent,
  MaterialImport,
  ImportRejection,
  Worker,
  Search,
  SearchIndividual,
  SearchPhase,
  OptimadeSearch,
  OptimadeResult,
  Member,
  Comment,
};

/** Most ids of one `nodes`. */
const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  @Authorized('read')
  @Query(() => Node, { nullable: true, description: 'Null where there is nothing with this id.' })
  async node(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<Node | null> {
    const found = decodeNodeId(id);
    return found === null ? null : loaders.entity(ENTITY_OF[found.type], found.uuid);
  }

  @Authorized('read')
  @Query(() => [Node], { nullable: 'items', description: 'In the order of the ids, null where there is nothing; at most 100.' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: ApiContext): Promise<(Node | null)[]> {
    if (ids.length > MAX_NODES) throw badUserInput(`At most ${MAX_NODES} ids, not ${ids.length}`);
    return Promise.all(ids.map((id) => this.node(id, context)));
  }
}
