import { ProjectDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { ProjectView } from '../../../features/projects/project-view';
import { orMissing } from '../../../graphql/or-missing';
import { serverQuery } from '../../../graphql/server-query';

interface PageProps {
  readonly params: Promise<{ id: string }>;
}

const SHOWN = { entries: 100, comments: 20 } as const;
const loadProject = cache((id: string) => orMissing(serverQuery(ProjectDocument, { id, ...SHOWN })));

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const answer = await loadProject(decodeURIComponent((await params).id));
  return typeof answer === 'string' || answer.project === null ? {} : { title: answer.project.name };
}

export default async function ProjectPage({ params }: PageProps) {
  const id = decodeURIComponent((await params).id);
  const answer = await loadProject(id);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.project === null) notFound();
  return <ProjectView project={answer.project} variables={{ id, ...SHOWN }} />;
}
