import type { CellSetting } from '@kessho/schema/generated/graphql';
import { StructureDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { cellFromText } from '../../../components/cell-choices';
import { StructureView } from '../../../features/structure/structure-view';
import { spaceGroupText } from '../../../format/space-group-text';
import { orMissing } from '../../../graphql/or-missing';
import { serverQuery } from '../../../graphql/server-query';
import { serverTranslate } from '../../../i18n/server';

interface PageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ cell?: string | string[] }>;
}

/** Asked once for the title and the page together. */
const loadStructure = cache((id: string, cell: CellSetting) => orMissing(serverQuery(StructureDocument, { id, cell })));

async function answerTo({ params, searchParams }: PageProps) {
  const cell = cellFromText((await searchParams).cell);
  return { cell, answer: await loadStructure(decodeURIComponent((await params).id), cell) };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const [t, { answer }] = await Promise.all([serverTranslate(), answerTo(props)]);
  if (typeof answer === 'string' || answer.node?.__typename !== 'RelaxedStructure') return {};
  const { prediction, spaceGroup } = answer.node;
  return { title: t('structure.title', { formula: prediction.composition.formula, group: spaceGroup ? spaceGroupText(spaceGroup.symbol) : '–' }) };
}

export default async function StructurePage(props: PageProps) {
  const { cell, answer } = await answerTo(props);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.node?.__typename !== 'RelaxedStructure') notFound();
  return <StructureView structure={answer.node} cell={cell} />;
}
