'use client';
import type { MembersQuery, Scope } from '@kessho/schema/generated/graphql';
import { CreateApiTokenDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { CodeBlock } from '../../components/code-block';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
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
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set<Scope>(['READ']));
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailures([]);
    setSecret(null);
    const expiresAt = expires === '' ? null : `${expires}T00:00:00Z`;
    const { data, error } = await browserClient
      .mutation(CreateApiTokenDocument, { input: { name, scopes: [...scopes], memberId, expiresAt } })
      .toPromise();
    setBusy(false);
    const payload = data?.createApiToken;
    if (payload?.secret == null) return setFailures(payload?.userErrors.map(({ message }) => message) ?? [error?.message ?? t('error.unreachable')]);
    setSecret(payload.secret);
    setName('');
    router.refresh();
  };

  const toggle = (scope: Scope) => setScopes((chosen) => new Set(SCOPES.filter((other) => (other === scope) !== chosen.has(other))));

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles['fields']}>
        <label className={styles['field']} htmlFor={`${id}-name`}>
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
        <label className={styles['field']} htmlFor={`${id}-expires`}>
          {t('settings.expires')}
          <input id={`${id}-expires`} type="date" value={expires} onChange={({ target }) => setExpires(target.value)} />
        </label>
        <fieldset className={styles['scopes']}>
          <legend>{t('settings.scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope}>
              <input type="checkbox" checked={scopes.has(scope)} onChange={() => toggle(scope)} />
              {t(`settings.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        <Button type="submit" variant="primary" disabled={isBusy}>
          {t('settings.create')}
        </Button>
      </div>
      <div role="status">
        {failures.map((failure) => (
          <p key={failure} className={styles['failure']}>
            {failure}
          </p>
        ))}
        {secret !== null && (
          <>
            <p className={styles['once']}>{t('settings.once')}</p>
            <CodeBlock code={secret} label={t('settings.token')} />
          </>
        )}
      </div>
    </form>
  );
}
