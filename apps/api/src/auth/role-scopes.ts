import type { Scope } from '@kessho/schema/entities/api-token';
import type { MemberRole } from '@kessho/schema/enums/team-enums';

/** Most that a token of a member with this role may do. */
export function scopesOfRole(role: MemberRole): readonly Scope[] {
  switch (role) {
    case 'viewer':
      return ['read'];
    case 'member':
      return ['read', 'write'];
    case 'owner':
      return ['read', 'write', 'admin'];
  }
}
