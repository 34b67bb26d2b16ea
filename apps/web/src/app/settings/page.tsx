import { ApiTokensDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { Message } from '../../components/message';
import { SettingsView } from '../../features/settings/settings-view';
import { ApiError } from '../../graphql/api-error';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('settings.title') };
}

export default async function SettingsPage() {
  const t = await serverTranslate();
  const answer = await orMissing(
    serverQuery(ApiTokensDocument, {}).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'FORBIDDEN') return null;
      throw error;
    }),
  );
  if (answer === null) return <Message isPage title={t('settings.title')} hint={t('settings.forbidden')} />;
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <SettingsView tokens={answer.apiTokens} />;
}
