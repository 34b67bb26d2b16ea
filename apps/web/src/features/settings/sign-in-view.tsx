'use client';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import { forgetToken, keepToken } from './session';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';

/**
 * A member shows the token they were given; from then on the dashboard acts in their name.
 * @param isSignedIn whether the browser holds a token, which may have been revoked
 */
export function SignInView({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslate();
  const router = useRouter();
  const id = useId();
  const [token, setToken] = useState('');
  const [isRefused, setRefused] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const isKnown = await keepToken(token);
    setBusy(false);
    setRefused(!isKnown);
    if (isKnown) goHome();
  };
  const signOut = async () => {
    await forgetToken();
    goHome();
  };
  const goHome = () => {
    router.push('/');
    router.refresh();
  };

  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')}>
      <Panel title={t('signIn.panel')}>
        <form className={styles['form']} onSubmit={(event) => void submit(event)}>
          <div className={fields['fields']}>
            <label className={fields['field']} htmlFor={id}>
              {t('settings.token')}
              <input id={id} type="password" value={token} autoComplete="current-password" onChange={({ target }) => setToken(target.value)} />
            </label>
            <Button type="submit" variant="primary" disabled={isBusy || token.trim() === ''}>
              {t('signIn.submit')}
            </Button>
            {isSignedIn && <Button onClick={() => void signOut()}>{t('signIn.out')}</Button>}
          </div>
          <div role="status">{isRefused && <p className={fields['failure']}>{t('signIn.refused')}</p>}</div>
        </form>
      </Panel>
    </Page>
  );
}
