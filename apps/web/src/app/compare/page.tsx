import { ComparedStructuresDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ApiUnreachable } from '../../components/api-unreachable';
import { buttonClass } from '../../components/button';
import { cellFromText } from '../../components/cell-choices';
import { Message } from '../../components/message';
import { CompareView } from '../../features/compare/compare-view';
import { isComparable, MOST_COMPARED } from '../../features/compare/compared-structure';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

interface PageProps {
  readonly searchParams: Promise<{ ids?: string | string[]; cell?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('compare.title') };
}

export default async function ComparePage({ searchParams }: PageProps) {
  const [{ ids: text, cell }, t] = await Promise.all([searchParams, serverTranslate()]);
  const ids = [...new Set(String(text ?? '').split(','))].filter((id) => id !== '');
  const hint = (reason: string) => (
    <Message isPage title={reason} hint={t('compare.hint')}>
      <Link className={buttonClass({ variant: 'primary' })} href="/">
        {t('action.home')}
      </Link>
    </Message>
  );
  if (ids.length < 2) return hint(t('compare.tooFew'));
  if (ids.length > MOST_COMPARED) return hint(t('compare.tooMany', { count: MOST_COMPARED }));
  const setting = cellFromText(cell);
  const answer = await orMissing(serverQuery(ComparedStructuresDocument, { ids, cell: setting }));
  if (answer === 'unreachable') return <ApiUnreachable />;
  const structures = answer === 'missing' ? [] : answer.nodes.filter((node) => isComparable(node));
  if (structures.length < ids.length) return hint(t('compare.missing'));
  return <CompareView structures={structures} cell={setting} />;
}
