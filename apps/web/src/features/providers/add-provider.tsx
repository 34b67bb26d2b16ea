'use client';
import { AddOptimadeProviderDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './providers-view.module.css';

/** A provider that no list has: another server of one's own. */
export function AddProvider() {
  const t = useTranslate();
  const id = useId();
  const router = useRouter();
  const [baseUrl, setBaseUrl] = useState('');
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await browserClient.mutation(AddOptimadeProviderDocument, { input: { baseUrl } }).toPromise();
    const message = data?.addOptimadeProvider.userErrors[0]?.message ?? error?.graphQLErrors[0]?.message ?? (error ? t('error.unreachable') : null);
    setFailure(message);
    if (message !== null) return;
    setBaseUrl('');
    router.refresh();
  };
  return (
    <form className={styles['add']} onSubmit={(event) => void submit(event)} noValidate>
      <label className={styles['label']} htmlFor={id}>
        {t('providers.add')}
      </label>
      <input
        id={id}
        className={styles['address']}
        type="url"
        value={baseUrl}
        placeholder="https://example.org/optimade"
        aria-invalid={failure !== null}
        aria-describedby={`${id}-failure`}
        onChange={({ target }) => setBaseUrl(target.value)}
      />
      <Button type="submit" disabled={baseUrl.trim() === ''}>
        {t('providers.add.submit')}
      </Button>
      <span id={`${id}-failure`} className={styles['mistake']} role="status">
        {failure}
      </span>
    </form>
  );
}
