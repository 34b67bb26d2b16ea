import type { Member } from '@kessho/schema/entities/member';
import type { CreateApiTokenInput } from '@kessho/schema/inputs/mutations';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import { scopesOfRole } from '../../auth/role-scopes.js';

const LONGEST_NAME = 100;

/** What is wrong with the wish for a token; empty where nothing is. @param member whose it would be; null where there is no such member */
export function tokenErrors({ name, scopes, expiresAt }: CreateApiTokenInput, member: Member | null, now: Date): UserError[] {
  const errors: UserError[] = [];
  const complain = (field: string, code: UserErrorCode, message: string): void => void errors.push({ field: [field], code, message, position: null });
  const length = name.trim().length;
  if (length === 0 || length > LONGEST_NAME) complain('name', 'INVALID_NAME', `A token needs a name of up to ${LONGEST_NAME} characters`);
  if (scopes.length === 0) complain('scopes', 'INVALID_SCOPES', 'A token needs a scope');
  if (expiresAt != null && expiresAt <= now) complain('expiresAt', 'INVALID_EXPIRY', 'A token must expire in the future');
  if (member === null || member.removedAt !== null) complain('memberId', 'NOT_FOUND', 'There is no such member');
  else if (!scopes.every((scope) => scopesOfRole(member.role).includes(scope)))
    complain('scopes', 'INVALID_SCOPES', `The role of ${member.name} does not allow this`);
  return errors;
}
