'use client';
import type { ApiTokensQuery } from '@kessho/schema/generated/graphql';
import { RevokeApiTokenDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ConfirmButton } from '../../components/confirm-button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import fields from '../../components/fields.module.css';

type Token = ApiTokensQuery['apiTokens'][number];

/** The tokens there are. */
export function TokensTable({ tokens }: { tokens: readonly Token[] }) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);

  const revoke = async (prefix: string) => {
    const { data, error } = await browserClient.mutation(RevokeApiTokenDocument, { input: { prefix } }).toPromise();
    setFailure(data?.revokeApiToken.userErrors[0]?.message ?? error?.message ?? null);
    router.refresh();
  };

  const day = (at: string | null, absent: string) =>
    at === null ? (
      absent
    ) : (
      <time dateTime={at} suppressHydrationWarning>
        {formatDateTime(at, locale)}
      </time>
    );
  const columns: Column<Token>[] = [
    { id: 'name', heading: t('settings.name'), isRowHeading: true, cell: ({ name }) => name },
    { id: 'member', heading: t('settings.member'), cell: ({ member }) => member.name },
    { id: 'prefix', heading: t('settings.token'), cell: ({ prefix }) => <code>kessho_{prefix}_…</code> },
    { id: 'scopes', heading: t('settings.scopes'), cell: ({ scopes }) => scopes.map((scope) => t(`settings.scope.${scope}`)).join(', ') },
    { id: 'created', heading: t('settings.created'), align: 'end', cell: ({ createdAt }) => day(createdAt, '') },
    { id: 'used', heading: t('settings.used'), align: 'end', cell: ({ lastUsedAt }) => day(lastUsedAt, t('settings.never')) },
    { id: 'expires', heading: t('settings.expires'), align: 'end', cell: ({ expiresAt }) => day(expiresAt, t('settings.never')) },
    {
      id: 'revoke',
      heading: <span className="visually-hidden">{t('settings.revoke')}</span>,
      align: 'end',
      cell: ({ prefix, name }) => (
        <ConfirmButton
          text={t('settings.revoke')}
          label={t('settings.revokeNamed', { name })}
          sureText={t('settings.sure')}
          sureLabel={t('settings.revokeSure', { name })}
          onConfirm={() => void revoke(prefix)}
        />
      ),
    },
  ];
  return (
    <Panel title={t('settings.tokens')} isFlush={tokens.length > 0}>
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
      {tokens.length === 0 ? (
        <Message title={t('settings.noTokens')} hint={t('settings.noTokensHint')} />
      ) : (
        <DataTable caption={t('settings.tokens')} columns={columns} rows={tokens} keyOf={({ prefix }) => prefix} />
      )}
    </Panel>
  );
}
