import type { ClassType } from 'type-graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from './page-info.js';

/** One page of a list, and how to count the whole list if someone asks. */
export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: PageInfo;
  readonly countAll: () => Promise<number>;
}

/** Class of a connection as resolvers see it. */
export type ConnectionClass<Row extends object> = ClassType<Page<Row> & { totalCount: () => Promise<number> }>;

/** Build the connection type of an entity: `PredictionConnection` with its `PredictionEdge`. */
export function connectionOf<Row extends object>(name: string, rowType: () => ClassType<Row> | (abstract new () => Row)): ConnectionClass<Row> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(() => String)
    cursor!: string;

    @Field(() => rowType() as ClassType<Row>)
    node!: Row;
  }

  @ObjectType(`${name}Connection`)
  class Connection implements Page<Row> {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    countAll!: () => Promise<number>;

    @Field(() => Int, { description: 'Length of the whole list; counted only when asked for.' })
    totalCount(): Promise<number> {
      return this.countAll();
    }
  }
  return Connection;
}
