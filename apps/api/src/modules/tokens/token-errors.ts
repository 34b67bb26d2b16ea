import type { CreateApiTokenInput } from '@kessho/schema/inputs/mutations';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';

const LONGEST_NAME = 100;

/** What is wrong with the wish for a token; empty where nothing is. */
export function tokenErrors({ name, scopes, expiresAt }: CreateApiTokenInput, now: Date): UserError[] {
  const errors: UserError[] = [];
  const complain = (field: string, code: UserErrorCode, message: string): void => void errors.push({ field: [field], code, message, position: null });
  const length = name.trim().length;
  if (length === 0 || length > LONGEST_NAME) complain('name', 'INVALID_NAME', `A token needs a name of up to ${LONGEST_NAME} characters`);
  if (scopes.length === 0) complain('scopes', 'INVALID_SCOPES', 'A token needs a scope');
  if (expiresAt != null && expiresAt <= now) complain('expiresAt', 'INVALID_EXPIRY', 'A token must expire in the future');
  return errors;
}
