import { ApiToken } from '@kessho/schema/entities/api-token';
import { Member } from '@kessho/schema/entities/member';
import type { AddMemberInput, RemoveMemberInput, UpdateMemberInput } from '@kessho/schema/inputs/members';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { AddMemberPayload, MemberPayload } from '@kessho/schema/results/member-payloads';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource, EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import { scopesOfRole } from '../../auth/role-scopes.js';
import { createToken } from '../../auth/token-store.js';

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;
/** Name of the token that a new member begins with. */
const FIRST_TOKEN = 'first token';

type Refused = { readonly member: null; readonly secret: null; readonly userErrors: UserError[] };
const refused = (field: string, code: UserErrorCode, message: string): Refused => ({
  member: null,
  secret: null,
  userErrors: [{ field: [field], code, message, position: null }],
});

/** A new member with a token, which is shown this once. */
export function addMember(database: DataSource, { name, email, role }: AddMemberInput): Promise<AddMemberPayload> {
  return database.transaction(async (manager) => {
    const wish = await acceptWish(manager, { name, email: email ?? null }, null);
    if ('userErrors' in wish) return wish;
    const member = await manager.save(Member, manager.create(Member, { ...wish, role }));
    const { token } = await createToken(manager, FIRST_TOKEN, scopesOfRole(role), null, member.id);
    return { member: await manager.findOneByOrFail(Member, { id: member.id }), secret: token, userErrors: [] };
  });
}

export function updateMember(database: DataSource, { memberId, name, email, role }: UpdateMemberInput): Promise<MemberPayload> {
  return database.transaction(async (manager) => {
    const member = await findMember(manager, memberId);
    if (member === null) return refused('memberId', 'NOT_FOUND', NO_MEMBER);
    if (role != null && role !== 'owner' && member.isLocalOwner()) return refused('role', 'LOCAL_OWNER', 'The local owner stays an owner');
    const wish = await acceptWish(manager, { name: name ?? member.name, email: email ?? member.email }, member.id);
    if ('userErrors' in wish) return wish;
    await manager.update(Member, member.id, { ...wish, role: role ?? member.role });
    return { member: await manager.findOneByOrFail(Member, { id: member.id }), userErrors: [] };
  });
}

/** Their tokens are revoked; what they made stays under their name. */
export function removeMember(database: DataSource, { memberId }: RemoveMemberInput): Promise<MemberPayload> {
  return database.transaction(async (manager) => {
    const member = await findMember(manager, memberId);
    if (member === null) return refused('memberId', 'NOT_FOUND', NO_MEMBER);
    if (member.isLocalOwner()) return refused('memberId', 'LOCAL_OWNER', 'The local owner cannot be removed');
    await manager.delete(ApiToken, { memberId: member.id });
    await manager.update(Member, member.id, { removedAt: new Date() });
    return { member: await manager.findOneByOrFail(Member, { id: member.id }), userErrors: [] };
  });
}

const NO_MEMBER = 'There is no such member';

/** A member of the team, held for a change. */
async function findMember(manager: EntityManager, id: string): Promise<Member | null> {
  const node = decodeNodeId(id);
  if (node?.type !== 'Member') return null;
  return manager.findOne(Member, { where: { id: node.uuid, removedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
}

/** Name and address as they are stored, or what is wrong with them. @param ownId of the member who has the name already */
async function acceptWish(
  manager: EntityManager,
  wish: { readonly name: string; readonly email: string | null },
  ownId: string | null,
): Promise<{ readonly name: string; readonly email: string | null } | Refused> {
  const name = wish.name.trim().replaceAll(/\s+/g, ' ');
  const email = wish.email?.trim() || null;
  if (name.length === 0 || name.length > LONGEST_NAME || name.includes('\0'))
    return refused('name', 'INVALID_NAME', `A member needs a name of up to ${LONGEST_NAME} characters`);
  if (email !== null && (email.length > LONGEST_EMAIL || !/^[^\s@\0]+@[^\s@\0]+$/.test(email)))
    return refused('email', 'INVALID_EMAIL', `"${email.slice(0, 100)}" is no e-mail address`);
  // Two who ask for the same name follow one another.
  await manager.query('SELECT pg_advisory_xact_lock(7315024)');
  const holder = await manager.findOneBy(Member, { name, removedAt: IsNull() });
  if (holder !== null && holder.id !== ownId) return refused('name', 'NAME_TAKEN', `There is a member named ${name} already`);
  return { name, email };
}
