import type { KeysetList } from '../database/keyset-page.js';
import type { ConnectionArgs } from './connection-args.js';
import { pageRequest } from './connection-args.js';
import type { ListRequest } from './data-loaders.js';

/** A page of all that is in a list, in the list's own order. @param parentId on which it hangs; null where it stands alone */
export const wholeList = <OrderField extends string>(
  list: KeysetList<OrderField>,
  args: ConnectionArgs,
  parentId: string | null = null,
): ListRequest<OrderField> => ({ list, parentId, filter: null, where: () => 'TRUE', order: list.defaultOrder, page: pageRequest(args) });
