import { ApiTokensDocument, MembersDocument, ViewerDocument, WebhooksDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { SettingsView } from '../../features/settings/settings-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { isSignedIn } from '../../graphql/session';
import { serverTranslate } from '../../i18n/server';

/** Of each webhook, the latest. */
const DELIVERIES = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('settings.title') };
}

export default async function SettingsPage() {
  const answer = await orMissing(loadSettings());
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <SettingsView {...answer} isSignedIn={await isSignedIn()} />;
}

async function loadSettings() {
  const { viewer } = await serverQuery(ViewerDocument, {});
  if (!viewer.scopes.includes('ADMIN')) return { viewer, administration: null };
  const [{ members }, { apiTokens: tokens }, { webhooks }] = await Promise.all([
    serverQuery(MembersDocument, {}),
    serverQuery(ApiTokensDocument, {}),
    serverQuery(WebhooksDocument, { deliveries: DELIVERIES }),
  ]);
  return { viewer, administration: { members, tokens, webhooks } };
}
