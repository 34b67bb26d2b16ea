import { ArgsType, Field, Int } from 'type-graphql';
import { badUserInput } from './request-errors.js';

/** Most rows of one page. */
export const MAX_PAGE_SIZE = 100;

@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: 'Rows from the front, 1–100. Exactly one of `first` and `last`.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'Rows from the back, 1–100.' })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

/** Which rows of an ordered list: `limit` of them after or before a cursor. */
export interface PageRequest {
  readonly limit: number;
  readonly backward: boolean;
  readonly cursor: string | null;
}

/** @throws BAD_USER_INPUT unless exactly one of `first` and `last` is given, from 1 to 100, with the cursor that belongs to it */
export function pageRequest({ first, after, last, before }: ConnectionArgs): PageRequest {
  const size = first ?? last;
  if (size === null || size === undefined || (first !== null && first !== undefined && last !== null && last !== undefined)) {
    throw badUserInput('Give exactly one of `first` and `last`');
  }
  if (size < 1 || size > MAX_PAGE_SIZE) throw badUserInput(`A page has 1 to ${MAX_PAGE_SIZE} rows, not ${size}`);
  const backward = first === null || first === undefined;
  if ((backward ? after : before) != null) throw badUserInput('`after` goes with `first`, `before` with `last`');
  return { limit: size, backward, cursor: (backward ? before : after) ?? null };
}
