import { ModelsDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { ModelsView } from '../../features/models/models-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('models.title') };
}

export default async function ModelsPage() {
  const answer = await orMissing(serverQuery(ModelsDocument, {}));
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <ModelsView {...answer} />;
}
