'use client';
import { useRouter } from 'next/navigation';
import { useTranslate } from '../i18n/use-translate';
import { Button } from './button';
import { Message } from './message';

/** In place of a page whose data cannot be had because nobody answers. */
export function ApiUnreachable() {
  const t = useTranslate();
  const router = useRouter();
  return (
    <Message isPage tone="error" title={t('error.unreachable')} hint={t('error.unreachableHint')}>
      <Button variant="primary" onClick={() => router.refresh()}>
        {t('action.retry')}
      </Button>
    </Message>
  );
}
