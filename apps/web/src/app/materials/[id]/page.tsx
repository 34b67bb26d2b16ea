import type { CellSetting } from '@kessho/schema/generated/graphql';
import { MaterialBySourceIdDocument, MaterialPageDocument, MaterialStabilityDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache, Suspense } from 'react';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { cellFromText } from '../../../components/cell-choices';
import { Skeleton } from '../../../components/skeleton';
import type { MaterialDetails } from '../../../features/material/material-types';
import { MaterialView } from '../../../features/material/material-view';
import { StabilityPanel } from '../../../features/material/stability-panel';
import { ApiError } from '../../../graphql/api-error';
import { orMissing } from '../../../graphql/or-missing';
import { serverQuery } from '../../../graphql/server-query';
import { serverTranslate } from '../../../i18n/server';

interface PageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ cell?: string | string[] }>;
}

/** Asked once for the title and the page together. */
const loadMaterial = cache((id: string, cell: CellSetting) => orMissing(serverQuery(MaterialPageDocument, { id, cell })));

async function answerTo({ params, searchParams }: PageProps) {
  const cell = cellFromText((await searchParams).cell);
  const id = decodeURIComponent((await params).id);
  return { id, cell, answer: await loadMaterial(id, cell) };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const [t, { answer }] = await Promise.all([serverTranslate(), answerTo(props)]);
  if (typeof answer === 'string' || answer.node?.__typename !== 'Material') return {};
  return { title: t('material.title', { formula: answer.node.formula, id: answer.node.sourceId }) };
}

export default async function MaterialPage(props: PageProps) {
  const { id, cell, answer } = await answerTo(props);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.node?.__typename !== 'Material') return goToSourceId(id);
  return (
    <MaterialView
      material={answer.node}
      cell={cell}
      stability={
        <Suspense fallback={<Skeleton height="14rem" />}>
          <Stability material={answer.node} />
        </Suspense>
      }
    />
  );
}

/** `/materials/mp-149` leads to the page of that entry. */
async function goToSourceId(sourceId: string): Promise<never> {
  const found = await orMissing(serverQuery(MaterialBySourceIdDocument, { sourceId }));
  const material = typeof found === 'string' ? undefined : found.materials.edges[0]?.node;
  if (material === undefined) notFound();
  redirect(`/materials/${material.id}`);
}

async function Stability({ material: { elements, sourceId, composition } }: { material: MaterialDetails }) {
  const answer = await serverQuery(MaterialStabilityDocument, { elements, entryId: sourceId }).then(
    ({ phaseDiagram }) => phaseDiagram,
    (error: unknown) => {
      if (error instanceof ApiError) return { failure: error.message };
      throw error;
    },
  );
  return <StabilityPanel system={composition.chemicalSystem} answer={answer} />;
}
