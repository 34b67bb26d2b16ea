import { OptimadeProvidersDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { ProvidersView } from '../../features/providers/providers-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('providers.title') };
}

export default async function ProvidersPage() {
  const answer = await orMissing(serverQuery(OptimadeProvidersDocument, {}));
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <ProvidersView {...answer.optimadeProviders} />;
}
