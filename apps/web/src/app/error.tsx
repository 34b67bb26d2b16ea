'use client';
import Link from 'next/link';
import { Button, buttonClass } from '../components/button';
import { Message } from '../components/message';
import { useTranslate } from '../i18n/use-translate';

export default function RouteError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslate();
  return (
    <Message isPage tone="error" title={t('error.title')} hint={t('error.unexpectedHint', { digest: error.digest ?? error.name })}>
      <Button variant="primary" onClick={reset}>
        {t('action.retry')}
      </Button>
      <Link className={buttonClass({})} href="/">
        {t('action.home')}
      </Link>
    </Message>
  );
}
