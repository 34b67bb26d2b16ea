import Link from 'next/link';
import { buttonClass } from '../components/button';
import { Message } from '../components/message';
import { serverTranslate } from '../i18n/server';

export default async function NotFound() {
  const t = await serverTranslate();
  return (
    <Message isPage title={t('error.notFound')} hint={t('error.notFoundHint')}>
      <Link className={buttonClass({ variant: 'primary' })} href="/">
        {t('action.home')}
      </Link>
    </Message>
  );
}
