import type { Metadata } from 'next';
import { SignInView } from '../../features/settings/sign-in-view';
import { isSignedIn } from '../../graphql/session';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('signIn.title') };
}

export default async function SignInPage() {
  return <SignInView isSignedIn={await isSignedIn()} />;
}
