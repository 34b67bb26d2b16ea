import { Member } from '@kessho/schema/entities/member';
import type { MemberRole } from '@kessho/schema/enums/team-enums';
import type { DataSource } from 'typeorm';
import { scopesOfRole } from '../../src/auth/role-scopes.js';
import { createToken } from '../../src/auth/token-store.js';

/** A member with a token that may do all that the role may: the headers to send. */
export async function memberHeaders(database: DataSource, name: string, role: MemberRole): Promise<Record<string, string>> {
  const members = database.getRepository(Member);
  const { id } = await members.save(members.create({ name, role }));
  const { token } = await createToken(database, name, scopesOfRole(role), null, id);
  return { authorization: `Bearer ${token}` };
}
