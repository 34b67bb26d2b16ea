import { registerClosedList } from './register-closed-list.js';

export const MEMBER_ROLES = ['owner', 'member', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export const MemberRoleEnum = registerClosedList(
  'MemberRole',
  MEMBER_ROLES,
  'What a person may do: viewers read, members also start work and comment, owners also administer. No token of theirs does more.',
);
