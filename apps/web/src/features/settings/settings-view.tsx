'use client';
import type { ApiTokensQuery, MembersQuery, ViewerQuery, WebhooksQuery } from '@kessho/schema/generated/graphql';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import { MembersPanel } from './members-panel';
import { NewTokenForm } from './new-token-form';
import { TokensTable } from './tokens-table';
import { WebhooksPanel } from './webhooks-panel';
import { YouPanel } from './you-panel';

interface SettingsViewProps {
  readonly viewer: ViewerQuery['viewer'];
  readonly isSignedIn: boolean;
  /** What only those who administer may see; null for others. */
  readonly administration: {
    readonly members: MembersQuery['members'];
    readonly tokens: ApiTokensQuery['apiTokens'];
    readonly webhooks: WebhooksQuery['webhooks'];
  } | null;
}

/** Who uses the dashboard; for those who administer also the team, its keys to the API, and its webhooks. */
export function SettingsView({ viewer, isSignedIn, administration }: SettingsViewProps) {
  const t = useTranslate();
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <YouPanel viewer={viewer} isSignedIn={isSignedIn} />
      {administration === null ? (
        <Message title={t('settings.forbidden')} hint={t('settings.forbiddenHint')} />
      ) : (
        <>
          <MembersPanel members={administration.members} />
          <Panel title={t('settings.newToken')}>
            <NewTokenForm members={administration.members} viewerId={viewer.member.id} />
          </Panel>
          <TokensTable tokens={administration.tokens} />
          <WebhooksPanel webhooks={administration.webhooks} />
        </>
      )}
    </Page>
  );
}
