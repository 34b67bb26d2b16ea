'use client';
import type { MemberRole, MembersQuery } from '@kessho/schema/generated/graphql';
import { AddMemberDocument, RemoveMemberDocument, UpdateMemberDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import { ConfirmButton } from '../../components/confirm-button';
import { FormOutcome } from './form-outcome';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';

type Member = MembersQuery['members'][number];
const ROLES: readonly MemberRole[] = ['OWNER', 'MEMBER', 'VIEWER'];

/** The team: who belongs to it, and an invitation for someone more. */
export function MembersPanel({ members }: { members: readonly Member[] }) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);

  const change = async (memberId: string, role: MemberRole) => {
    const { data, error } = await browserClient.mutation(UpdateMemberDocument, { input: { memberId, role } }).toPromise();
    setFailure(data?.updateMember.userErrors[0]?.message ?? error?.message ?? null);
    router.refresh();
  };
  const remove = async (memberId: string) => {
    const { data, error } = await browserClient.mutation(RemoveMemberDocument, { input: { memberId } }).toPromise();
    setFailure(data?.removeMember.userErrors[0]?.message ?? error?.message ?? null);
    router.refresh();
  };

  const columns: Column<Member>[] = [
    { id: 'name', heading: t('settings.name'), isRowHeading: true, cell: ({ name }) => name },
    { id: 'email', heading: t('settings.email'), cell: ({ email }) => email ?? '' },
    {
      id: 'role',
      heading: t('settings.role'),
      cell: ({ id, name, role, isLocalOwner }) =>
        isLocalOwner ? (
          t('settings.role.OWNER')
        ) : (
          <RoleSelect label={t('settings.roleOf', { name })} role={role} onChange={(chosen) => void change(id, chosen)} />
        ),
    },
    {
      id: 'since',
      heading: t('settings.since'),
      align: 'end',
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
      ),
    },
    {
      id: 'remove',
      heading: <span className="visually-hidden">{t('settings.remove')}</span>,
      align: 'end',
      cell: ({ id, name, isLocalOwner }) =>
        !isLocalOwner && (
          <ConfirmButton
            text={t('settings.remove')}
            label={t('settings.removeNamed', { name })}
            sureText={t('settings.removeSure')}
            sureLabel={t('settings.removeNamedSure', { name })}
            onConfirm={() => void remove(id)}
          />
        ),
    },
  ];
  return (
    <Panel title={t('settings.members')} note={t('settings.members.note')}>
      <InvitationForm />
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
      <DataTable caption={t('settings.members')} columns={columns} rows={members} keyOf={({ id }) => id} />
    </Panel>
  );
}

/** Makes a member and shows their first token, this once. */
function InvitationForm() {
  const { t } = useLanguage();
  const router = useRouter();
  const id = useId();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<MemberRole>('MEMBER');
  const [failure, setFailure] = useState<string | null>(null);
  const [invited, setInvited] = useState<{ readonly name: string; readonly secret: string } | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setInvited(null);
    const input = { name, role, email: email.trim() === '' ? null : email };
    const { data, error } = await browserClient.mutation(AddMemberDocument, { input }).toPromise();
    const payload = data?.addMember;
    setFailure(payload?.userErrors[0]?.message ?? error?.message ?? null);
    if (payload?.secret == null) return;
    setInvited({ name, secret: payload.secret });
    setName('');
    setEmail('');
    router.refresh();
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <div className={fields['fields']}>
        <label className={fields['field']} htmlFor={`${id}-name`}>
          {t('settings.memberName')}
          <input id={`${id}-name`} value={name} maxLength={100} autoComplete="off" onChange={({ target }) => setName(target.value)} />
        </label>
        <label className={fields['field']} htmlFor={`${id}-email`}>
          {t('settings.email')}
          <input id={`${id}-email`} type="email" value={email} autoComplete="off" onChange={({ target }) => setEmail(target.value)} />
        </label>
        <RoleSelect label={t('settings.role')} role={role} onChange={setRole} isShown />
        <Button type="submit" variant="primary" disabled={name.trim() === ''}>
          {t('settings.invite')}
        </Button>
      </div>
      <FormOutcome
        failures={failure === null ? [] : [failure]}
        made={invited && { secret: invited.secret, name: t('settings.token'), hint: t('settings.invited', { name: invited.name }) }}
      />
    </form>
  );
}

interface RoleSelectProps {
  readonly label: string;
  readonly role: MemberRole;
  readonly onChange: (role: MemberRole) => void;
  /** Whether the label is seen, too. */
  readonly isShown?: boolean;
}

function RoleSelect({ label, role, onChange, isShown = false }: RoleSelectProps) {
  const { t } = useLanguage();
  return (
    <label className={styles['choice']}>
      <span className={isShown ? undefined : 'visually-hidden'}>{label}</span>
      <select value={role} onChange={({ target }) => onChange(ROLES.find((name) => name === target.value) ?? role)}>
        {ROLES.map((name) => (
          <option key={name} value={name}>
            {t(`settings.role.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
