import type { KeysetList, KeysetOrder } from '../database/keyset-page.js';
import { badUserInput } from './request-errors.js';

/** Most keys of one order. */
const MAX_ORDER_KEYS = 3;

/** The order a client asked for, or the list's own. @throws BAD_USER_INPUT for more than three keys or a repeated one */
export function orderKeys<OrderField extends string>(
  list: KeysetList<OrderField>,
  asked: readonly KeysetOrder<OrderField>[] | null | undefined,
): readonly KeysetOrder<OrderField>[] {
  if (!asked || asked.length === 0) return list.defaultOrder;
  if (asked.length > MAX_ORDER_KEYS) throw badUserInput(`At most ${MAX_ORDER_KEYS} keys of order`);
  if (new Set(asked.map(({ field }) => field)).size < asked.length) throw badUserInput('A key of order is repeated');
  return asked.map(({ field, direction }) => ({ field, direction }));
}
