import type { Scope } from '@kessho/schema/entities/api-token';
import type { AuthCheckerFn } from 'type-graphql';
import type { ApiContext } from './context.js';
import { requestError } from './request-errors.js';

/** Every root field names the scope it needs. @throws UNAUTHENTICATED without a token, FORBIDDEN where its scopes do not do */
export const checkScopes: AuthCheckerFn<ApiContext, Scope> = ({ context }, [scope]) => {
  if (context.scopes === null) throw requestError('UNAUTHENTICATED', 'A token is needed: Authorization: Bearer kessho_…');
  if (scope !== undefined && !context.scopes.has(scope)) throw requestError('FORBIDDEN', `This needs the scope "${scope}"`, { requiredScope: scope });
  return true;
};
