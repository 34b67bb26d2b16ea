import type { Metadata } from 'next';
import { SignInView } from '../../features/settings/sign-in-view';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('signIn.title') };
}

export default function SignInPage() {
  return <SignInView />;
}
