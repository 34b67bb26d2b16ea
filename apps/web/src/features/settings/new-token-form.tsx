'use client';
import type { MembersQuery, Scope } from '@kessho/schema/generated/graphql';
import { CreateApiTokenDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { ChoiceBoxes } from './choice-boxes';
import { FormOutcome } from './form-outcome';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';

const SCOPES: readonly Scope[] = ['READ', 'WRITE', 'ADMIN'];

interface NewTokenFormProps {
  readonly members: MembersQuery['members'];
  readonly viewerId: string;
}

/** Makes a token for one of the members and shows its text, this once. */
export function NewTokenForm({ members, viewerId }: NewTokenFormProps) {
  const t = useTranslate();
  const router = useRouter();
  const id = useId();
  const [name, setName] = useState('');
  const [memberId, setMemberId] = useState(viewerId);
  const [expires, setExpires] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['READ']);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailures([]);
    setSecret(null);
    const expiresAt = expires === '' ? null : `${expires}T00:00:00Z`;
    const { data, error } = await browserClient.mutation(CreateApiTokenDocument, { input: { name, scopes, memberId, expiresAt } }).toPromise();
    setBusy(false);
    const payload = data?.createApiToken;
    if (payload?.secret == null) return setFailures(payload?.userErrors.map(({ message }) => message) ?? [error?.message ?? t('error.unreachable')]);
    setSecret(payload.secret);
    setName('');
    router.refresh();
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <div className={fields['fields']}>
        <label className={fields['field']} htmlFor={`${id}-name`}>
          {t('settings.name')}
          <input id={`${id}-name`} value={name} maxLength={100} autoComplete="off" onChange={({ target }) => setName(target.value)} />
        </label>
        <label className={styles['choice']}>
          {t('settings.member')}
          <select value={memberId} onChange={({ target }) => setMemberId(target.value)}>
            {members.map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
          </select>
        </label>
        <label className={fields['field']} htmlFor={`${id}-expires`}>
          {t('settings.expires')}
          <input id={`${id}-expires`} type="date" value={expires} onChange={({ target }) => setExpires(target.value)} />
        </label>
        <ChoiceBoxes
          legend={t('settings.scopes')}
          choices={SCOPES}
          nameOf={(scope) => t(`settings.scope.${scope}`)}
          chosen={scopes}
          onChange={setScopes}
        />
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('settings.create')}
        </Button>
      </div>
      <FormOutcome failures={failures} made={secret === null ? null : { secret, name: t('settings.token'), hint: t('settings.once') }} />
    </form>
  );
}
